namespace PayrepMeld.ActivityLogs.Json;

/// <summary>How an offset from UTC was written.</summary>
internal enum ZoneStyle
{
    /// <summary>Not at all, which means UTC.</summary>
    None,

    /// <summary><c>Z</c></summary>
    UpperZ,

    /// <summary><c>z</c></summary>
    LowerZ,

    /// <summary><c>+01:00</c></summary>
    WithColon,

    /// <summary><c>+0100</c></summary>
    FourDigits,

    /// <summary><c>+01</c></summary>
    TwoDigits,
}

/// <summary>
/// How a time was written, in 32 bits: with its instant it gives the vendor's text back byte for byte, so that the text need not be kept.
/// The default is no shape, for a text that cannot be told so and is kept itself.
/// </summary>
internal readonly record struct TimeShape
{
    /// <summary>The most fraction digits a shape tells: two more than an instant has.</summary>
    public const int MaxDigits = 9;

    private const int TickDigits = 7;

    // From the lowest bit: separator 2, seconds 1, comma 1, fraction digits 4, what is below a tick 7, zone 3, its minutes 11, its sign 1.
    private readonly int _bits;

    /// <param name="separator">What stands between date and time: <c>T</c>, <c>t</c> or a space.</param>
    /// <param name="hasSeconds">Whether seconds are written.</param>
    /// <param name="comma">Whether the fraction begins with a comma, not a point.</param>
    /// <param name="digits">How many digits the fraction has, 0 to <see cref="MaxDigits"/>.</param>
    /// <param name="belowTick">What the digits after the seventh say.</param>
    /// <param name="zone">How the offset is written.</param>
    /// <param name="minutes">The offset without its sign, in minutes.</param>
    /// <param name="isNegative">Its sign.</param>
    public TimeShape(byte separator, bool hasSeconds, bool comma, int digits, int belowTick, ZoneStyle zone, int minutes, bool isNegative) =>
        _bits = (separator == 'T' ? 1 : separator == 't' ? 2 : 3)
            | (hasSeconds ? 1 << 2 : 0) | (comma ? 1 << 3 : 0) | (digits << 4) | (belowTick << 8)
            | ((int)zone << 15) | (minutes << 18) | (isNegative ? 1 << 29 : 0);

    public bool IsNone => _bits == 0;

    /// <summary>All that it tells.</summary>
    public int Bits => _bits;

    private bool HasSeconds => (_bits & (1 << 2)) != 0;

    private int Digits => (_bits >> 4) & 0xF;

    private ZoneStyle Zone => (ZoneStyle)((_bits >> 15) & 0x7);

    private int Minutes => (_bits >> 18) & 0x7FF;

    private bool IsNegative => (_bits & (1 << 29)) != 0;

    private int Length =>
        16 + (HasSeconds ? 3 : 0) + (Digits == 0 ? 0 : Digits + 1)
        + Zone switch { ZoneStyle.None => 0, ZoneStyle.UpperZ or ZoneStyle.LowerZ => 1, ZoneStyle.TwoDigits => 3, ZoneStyle.FourDigits => 5, _ => 6 };

    /// <summary>The text of an instant in this shape, which is not none.</summary>
    public string Write(long utcTicks) => string.Create(Length, (Shape: this, utcTicks), static (text, time) => time.Shape.Write(text, time.utcTicks));

    private void Write(Span<char> text, long utcTicks)
    {
        var local = new DateTime(utcTicks + ((IsNegative ? -Minutes : Minutes) * TimeSpan.TicksPerMinute), DateTimeKind.Unspecified);
        Put(text, 0, 4, local.Year);
        text[4] = '-';
        Put(text, 5, 2, local.Month);
        text[7] = '-';
        Put(text, 8, 2, local.Day);
        text[10] = (_bits & 3) switch { 1 => 'T', 2 => 't', _ => ' ' };
        Put(text, 11, 2, local.Hour);
        text[13] = ':';
        Put(text, 14, 2, local.Minute);
        var at = 16;
        if (HasSeconds)
        {
            text[16] = ':';
            Put(text, 17, 2, local.Second);
            at = 19;
        }

        if (Digits > 0)
        {
            text[at] = (_bits & (1 << 3)) != 0 ? ',' : '.';
            var fraction = (int)(local.Ticks % TimeSpan.TicksPerSecond);
            for (var i = Digits; i < TickDigits; i++)
            {
                fraction /= 10;
            }

            Put(text, at + 1, Math.Min(Digits, TickDigits), fraction);
            Put(text, at + 1 + TickDigits, Math.Max(0, Digits - TickDigits), (_bits >> 8) & 0x7F);
            at += Digits + 1;
        }

        WriteZone(text[at..]);
    }

    private void WriteZone(Span<char> text)
    {
        switch (Zone)
        {
            case ZoneStyle.None:
                return;
            case ZoneStyle.UpperZ or ZoneStyle.LowerZ:
                text[0] = Zone == ZoneStyle.UpperZ ? 'Z' : 'z';
                return;
            default:
                text[0] = IsNegative ? '-' : '+';
                Put(text, 1, 2, Minutes / 60);
                break;
        }

        if (Zone == ZoneStyle.WithColon)
        {
            text[3] = ':';
        }

        Put(text, text.Length - 2, Zone == ZoneStyle.TwoDigits ? 0 : 2, Minutes % 60);
    }

    private static void Put(Span<char> text, int at, int digits, int value)
    {
        for (var i = at + digits - 1; i >= at; i--)
        {
            text[i] = (char)('0' + (value % 10));
            value /= 10;
        }
    }
}
