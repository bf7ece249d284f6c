using System.Net;

namespace PayrepMeld.ActivityLogs.Cli.Arguments;

/// <summary>An IP address, or all of a network as <c>10.0.0.0/8</c> names it.</summary>
internal sealed class AddressRange
{
    public const string Allowed = "an IP address (203.0.113.7, 2001:db8::1) or a network (203.0.113.0/24)";

    private readonly IPNetwork _network;

    private AddressRange(IPNetwork network) => _network = network;

    public static bool TryParse(string text, out AddressRange? range)
    {
        range = null;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!TryParseAddress(slash < 0 ? text : text[..slash], out var address))
        {
            return false;
        }

        var bits = address!.GetAddressBytes();
        var length = bits.Length * 8;
        if (slash >= 0 && (!int.TryParse(text.AsSpan(slash + 1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out length) || length > bits.Length * 8))
        {
            return false;
        }

        // What lies behind the prefix is not part of the network's name.
        for (var i = 0; i < bits.Length; i++)
        {
            var kept = Math.Clamp(length - (i * 8), 0, 8);
            bits[i] &= (byte)(0xFF << (8 - kept));
        }

        range = new AddressRange(new IPNetwork(new IPAddress(bits), length));
        return true;
    }

    /// <summary>Whether it holds the address; never one that cannot be read.</summary>
    public bool Contains(string? address) => address is not null && TryParseAddress(address.Trim(), out var parsed) && _network.Contains(parsed!);

    // "1" and "0x7f.1" are addresses to the system's parser, and nobody means them.
    private static bool TryParseAddress(string text, out IPAddress? address)
    {
        if (!IPAddress.TryParse(text, out address) || (!text.Contains(':', StringComparison.Ordinal) && text.Count(c => c == '.') != 3) || text.Contains('x', StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return true;
    }
}
