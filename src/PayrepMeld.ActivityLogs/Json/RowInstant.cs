using System.Runtime.InteropServices;

namespace PayrepMeld.ActivityLogs.Json;

/// <summary>A row's time: an instant with what gives the vendor's text back. The default is no usable text at all.</summary>
/// <param name="Ticks">UTC ticks; null where the text is not a time.</param>
/// <param name="Shape">How it was written.</param>
/// <param name="Text">The text, where no shape tells it.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RowInstant(long? Ticks, TimeShape Shape, string? Text)
{
    public bool IsMissing => Shape.IsNone && Text is null;

    /// <summary>The vendor's text, of a time that is not missing.</summary>
    public string ToText() => Text ?? Shape.Write(Ticks.GetValueOrDefault());
}
