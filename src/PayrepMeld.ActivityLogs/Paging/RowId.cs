using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace PayrepMeld.ActivityLogs.Paging;

/// <summary>
/// A row's id, exactly. A uuid in its usual form (lower-case, with hyphens) is held as the 16 bytes it stands for, anything else as text; two are equal
/// where their texts are. The default is no id.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct RowId : IEquatable<RowId>
{
    private const int UuidLength = 36;

    // Not the uuid of zeros alone: that one is a text, and empty means none.
    private readonly Guid _uuid;
    private readonly string? _text;

    private RowId(Guid uuid, string? text) => (_uuid, _text) = (uuid, text);

    public bool IsNone => _text is null && _uuid == Guid.Empty;

    /// <summary>The uuid it is held as; empty where it is a text.</summary>
    public Guid Uuid => _uuid;

    /// <summary>The text it is held as; null where it is a uuid.</summary>
    public string? Text => _text;

    public static bool operator ==(RowId left, RowId right) => left.Equals(right);

    public static bool operator !=(RowId left, RowId right) => !left.Equals(right);

    public static RowId Of(string text)
    {
        Span<byte> ascii = stackalloc byte[UuidLength];
        return text.Length == UuidLength && Ascii.FromUtf16(text, ascii, out _) == OperationStatus.Done && TryRead(ascii, out var id)
            ? id
            : new RowId(Guid.Empty, text);
    }

    /// <summary>An id as an entry holds it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RowId Of(Guid uuid, string? text) => uuid == Guid.Empty ? new RowId(Guid.Empty, text) : new RowId(uuid, null);

    /// <summary>Reads a uuid in its usual form; anything else is for <see cref="Of(string)"/>.</summary>
    public static bool TryRead(ReadOnlySpan<byte> utf8, out RowId id)
    {
        id = default;
        if (utf8.Length != UuidLength || utf8[8] != '-' || utf8[13] != '-' || utf8[18] != '-' || utf8[23] != '-')
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[16];
        if (TryHex(Read8(utf8), bytes)
            && TryHex(Read4(utf8[9..]) | ((ulong)Read4(utf8[14..]) << 32), bytes[4..])
            && TryHex(Read4(utf8[19..]) | ((ulong)Read4(utf8[24..]) << 32), bytes[8..])
            && TryHex(Read8(utf8[28..]), bytes[12..]))
        {
            id = new RowId(new Guid(bytes, bigEndian: true), null);
        }

        return !id.IsNone;
    }

    public bool Equals(RowId other) => _uuid == other._uuid && string.Equals(_text, other._text, StringComparison.Ordinal);

    public override bool Equals(object? obj) => obj is RowId other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_uuid, _text);

    /// <summary>A hash that whoever chooses ids cannot foresee, so that no set of them can be made slow.</summary>
    /// <param name="seed">A random number, the same for all that are compared.</param>
    public uint Hash(ulong seed)
    {
        const ulong Factor = 0x9E3779B97F4A7C15;
        if (_text is not null)
        {
            return (uint)_text.GetHashCode(StringComparison.Ordinal);
        }

        var halves = MemoryMarshal.Cast<Guid, ulong>(new ReadOnlySpan<Guid>(in _uuid));
        var mixed = Math.BigMul(halves[0] ^ seed, (halves[1] + seed) | 1, out var low) ^ low;
        return (uint)((mixed * Factor) >> 32);
    }

    /// <summary>The vendor's text.</summary>
    public override string ToString() => _text ?? _uuid.ToString("D");

    private static ulong Read8(ReadOnlySpan<byte> text) => BinaryPrimitives.ReadUInt64LittleEndian(text);

    private static uint Read4(ReadOnlySpan<byte> text) => BinaryPrimitives.ReadUInt32LittleEndian(text);

    /// <summary>Eight lower-case hexadecimal digits at once, a byte of the number each; whether that is what they are shows when they are made from their values again.</summary>
    private static bool TryHex(ulong digits, Span<byte> bytes)
    {
        const ulong Each = 0x0101010101010101;
        var values = (digits & (0x0F * Each)) + (9 * ((digits >> 6) & Each));
        var letters = ((values + (6 * Each)) >> 4) & Each;
        var pairs = ((values << 4) | (values >> 8)) & 0x00FF00FF00FF00FF;
        pairs = (pairs | (pairs >> 8)) & 0x0000FFFF0000FFFF;
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)(pairs | (pairs >> 16)));
        return (values & (0xF0 * Each)) == 0 && values + (0x30 * Each) + (0x27 * letters) == digits;
    }
}
