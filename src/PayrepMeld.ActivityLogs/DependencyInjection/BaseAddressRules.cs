using System.Net;
using System.Net.Sockets;

namespace PayrepMeld.ActivityLogs.DependencyInjection;

/// <summary>Which base addresses credentials may be sent to.</summary>
internal static class BaseAddressRules
{
    public const string Allowed =
        "an absolute https address (http for localhost and loopback addresses only) without user info, query or fragment, not link-local; a path is kept";

    /// <summary>Judges an address.</summary>
    /// <returns>What is wrong with it, or null. Never the address itself: its user info or query may be a secret.</returns>
    public static string? FindFault(Uri address)
    {
        // What the caller wrote is judged, too: Uri reads `https:\\host` as `https://host`, and `https://@host` and `https://host?` as
        // having neither user info nor query.
        var text = address.OriginalString;
        if (text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c == '\\'))
        {
            return "it holds a space, a control character or a backslash";
        }

        if (!address.IsAbsoluteUri || text.StartsWith("//", StringComparison.Ordinal))
        {
            return "it is not absolute";
        }

        if (text.Contains('?', StringComparison.Ordinal) || text.Contains('#', StringComparison.Ordinal))
        {
            return "it has a query or a fragment";
        }

        if (Authority(text).Contains('@', StringComparison.Ordinal))
        {
            return "it has user info";
        }

        if (address.AbsolutePath.StartsWith("//", StringComparison.Ordinal))
        {
            return "its path begins with two slashes";
        }

        var host = address.DnsSafeHost.TrimEnd('.');
        var ip = IPAddress.TryParse(host, out var parsed) ? Unmapped(parsed) : null;
        return address.Scheme switch
        {
            _ when ip is not null && IsLinkLocal(ip) => "its host is link-local",
            _ when host.Length == 0 => "it has no host",
            "https" => null,
            "http" when address.IsLoopback => null,
            "http" => "http is for localhost and loopback addresses only",
            _ => "its scheme is not https",
        };
    }

    private static string Authority(string text)
    {
        var start = text.IndexOf("//", StringComparison.Ordinal) + 2;
        var end = text.IndexOf('/', start);
        return end < 0 ? text[start..] : text[start..end];
    }

    private static bool IsLinkLocal(IPAddress ip)
    {
        if (ip.AddressFamily == AddressFamily.InterNetworkV6)
        {
            return ip.IsIPv6LinkLocal;
        }

        Span<byte> bytes = stackalloc byte[4];
        return ip.TryWriteBytes(bytes, out _) && bytes[0] == 169 && bytes[1] == 254;
    }

    /// <summary>The IPv4 address inside <c>::ffff:a.b.c.d</c> or the older <c>::a.b.c.d</c>, or the address as it is.</summary>
    private static IPAddress Unmapped(IPAddress ip)
    {
        if (ip.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return ip;
        }

        Span<byte> bytes = stackalloc byte[16];
        ip.TryWriteBytes(bytes, out _);
        var isCompatible = !bytes[..12].ContainsAnyExcept((byte)0) && bytes[12] != 0;
        return ip.IsIPv4MappedToIPv6 || isCompatible ? new IPAddress(bytes[12..]) : ip;
    }
}
