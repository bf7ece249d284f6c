using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace PayrepMeld.ActivityLogs.Cli.Reading;

/// <summary>An IP address as everybody writes it.</summary>
internal static class IpText
{
    private static readonly SearchValues<char> Version6 = SearchValues.Create("0123456789abcdefABCDEF:.");

    // To the system's parser "1", "0x7f.1" and "[::1]:80" are addresses too, and "010.0.0.1" is 8.0.0.1: nobody means that.
    public static bool TryParse(string? text, [NotNullWhen(true)] out IPAddress? address) =>
        IPAddress.TryParse(text, out address)
        && (address.AddressFamily == AddressFamily.InterNetwork ? address.ToString() == text : !text.AsSpan().ContainsAnyExcept(Version6));
}
