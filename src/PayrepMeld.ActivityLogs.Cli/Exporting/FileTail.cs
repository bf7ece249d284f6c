using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace PayrepMeld.ActivityLogs.Cli.Exporting;

/// <summary>A hash of the last bytes before a place in a file: it knows the file again at a cost that does not grow with it.</summary>
internal static class FileTail
{
    public static readonly string OfNothing = Hash([]);

    private const int MaxLength = 4096;

    /// <summary>Of a file that does not reach that place, it is of fewer bytes.</summary>
    public static string Of(SafeFileHandle file, long end)
    {
        Span<byte> tail = stackalloc byte[(int)Math.Min(end, MaxLength)];
        var read = 0;
        while (read < tail.Length && RandomAccess.Read(file, tail[read..], end - tail.Length + read) is var count and > 0)
        {
            read += count;
        }

        return Hash(tail[..read]);
    }

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
