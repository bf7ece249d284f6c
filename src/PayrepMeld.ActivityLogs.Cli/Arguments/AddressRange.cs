using System.Globalization;
using System.Net;
using PayrepMeld.ActivityLogs.Cli.Reading;

namespace PayrepMeld.ActivityLogs.Cli.Arguments;

/// <summary>An IP address, or all of a network as <c>10.0.0.0/8</c> names it.</summary>
internal sealed class AddressRange
{
    public const string Allowed = "an IP address (203.0.113.7, 2001:db8::1) or a network (203.0.113.0/24)";

    // ::ffff:0:0/96
    private const int MappedPrefix = 96;

    private readonly IPNetwork _network;

    private AddressRange(IPNetwork network) => _network = network;

    public static bool TryParse(string text, out AddressRange? range)
    {
        range = null;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!IpText.TryParse(slash < 0 ? text : text[..slash], out var address))
        {
            return false;
        }

        var bits = address.GetAddressBytes();
        var length = bits.Length * 8;
        if (slash >= 0 && (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out length) || length > bits.Length * 8))
        {
            return false;
        }

        // An IPv4 address that is written as IPv6 is that IPv4 address, in a range as in a row.
        if (address.IsIPv4MappedToIPv6 && length >= MappedPrefix)
        {
            (bits, length) = (bits[(MappedPrefix / 8)..], length - MappedPrefix);
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

    /// <summary>Whether it holds the address, or one of a list of them; never one that cannot be read.</summary>
    public bool Contains(string? addresses) => addresses is not null && addresses.Split(',', StringSplitOptions.TrimEntries).Any(ContainsOne);

    private bool ContainsOne(string text) => IpText.TryParse(text, out var address) && _network.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
}
