using System.Runtime.InteropServices;

namespace PayrepMeld.ActivityLogs.Json;

/// <summary>A row's time: an instant with what gives the vendor's text back. The default is no usable text at all.</summary>
/// <param name="Ticks">UTC ticks; null where the text is not a time.</param>
/// <param name="Shape">How it was written.</param>
/// <param name="Text">The text, where no shape tells it.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RowInstant(long? Ticks, TimeShape Shape, string? Text)
{
    /// <summary>Reads a time that a shape tells; anything else is for the row reader.</summary>
    public static bool TryRead(ReadOnlySpan<byte> utf8, out RowInstant instant)
    {
        var isTime = Iso8601.TryParse(utf8, out var ticks, out var shape) && !shape.IsNone;
        instant = isTime ? new RowInstant(ticks, shape, null) : default;
        return isTime;
    }

    public bool IsMissing => Shape.IsNone && Text is null;

    /// <summary>The vendor's text, of a time that is not missing.</summary>
    public string ToText() => Text ?? Shape.Write(Ticks.GetValueOrDefault());
}
