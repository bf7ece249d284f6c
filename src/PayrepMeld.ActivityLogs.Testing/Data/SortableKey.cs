namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>128 bits as 26 letters and digits (Crockford's base 32, as in a ULID), which sort as the number does.</summary>
internal static class SortableKey
{
    private const string Digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 26;

    public static string Write(ulong high, ulong low) => string.Create(Length, new UInt128(high, low), static (text, value) =>
    {
        for (var i = Length - 1; i >= 0; i--)
        {
            text[i] = Digits[(int)(ulong)(value & 31)];
            value >>= 5;
        }
    });

    public static bool TryRead(string text, out ulong high, out ulong low)
    {
        var value = UInt128.Zero;
        var readable = text.Length == Length;
        for (var i = 0; readable && i < text.Length; i++)
        {
            var digit = Digits.IndexOf(text[i], StringComparison.Ordinal);
            readable = digit >= 0;
            value = (value << 5) | (UInt128)(uint)Math.Max(0, digit);
        }

        (high, low) = ((ulong)(value >> 64), (ulong)value);
        return readable;
    }
}
