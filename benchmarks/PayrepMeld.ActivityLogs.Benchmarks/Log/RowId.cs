using System.Buffers.Binary;

namespace PayrepMeld.ActivityLogs.Benchmarks.Log;

/// <summary>Ids that look random, are distinct, and give their row's place in the log back, so that no table of them is kept.</summary>
internal static class RowId
{
    // An odd number and its inverse modulo 2^64.
    private const ulong Spread = 0x9E3779B97F4A7C15;
    private const ulong Gather = 0xF1DE83E19937733D;

    public static Guid Of(int index)
    {
        var low = unchecked((ulong)(index + 1) * Spread);
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, Mixed(low));
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], low);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>Another id that belongs to the same row.</summary>
    public static Guid SecondOf(int index)
    {
        var low = Mixed((ulong)index + Spread);
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, low);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Mixed(low));
        return new Guid(bytes, bigEndian: true);
    }

    /// <returns>The place, or -1 if no row has this id.</returns>
    public static int IndexOf(Guid id, int rows)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var index = unchecked((BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]) * Gather) - 1);
        return index < (ulong)rows && Of((int)index) == id ? (int)index : -1;
    }

    /// <summary>A number that looks random, always the same for the same place.</summary>
    public static ulong Mixed(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 31)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }
}
