using PayrepMeld.ActivityLogs.Json;

namespace PayrepMeld.ActivityLogs.Http;

/// <summary>What a body is, told from its edges.</summary>
internal enum Shape
{
    /// <summary>Nothing, or an object without its end.</summary>
    Cut,

    Object,

    /// <summary>JSON, but not an object.</summary>
    OtherJson,

    /// <summary>HTML or plain text: a proxy or a gateway speaks, not the vendor.</summary>
    Text,
}

internal static class BodyShape
{
    /// <summary>The body without a byte order mark and the white space around it.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> body) =>
        JsonText.WithoutMark(body).Trim(" \t\r\n"u8);

    public static Shape Of(ReadOnlySpan<byte> trimmed)
    {
        if (trimmed.IsEmpty)
        {
            return Shape.Cut;
        }

        return trimmed[0] switch
        {
            (byte)'{' => trimmed[^1] == '}' ? Shape.Object : Shape.Cut,
            (byte)'[' or (byte)'"' or (byte)'-' or (>= (byte)'0' and <= (byte)'9') => Shape.OtherJson,
            _ => trimmed.SequenceEqual("true"u8) || trimmed.SequenceEqual("false"u8) || trimmed.SequenceEqual("null"u8)
                ? Shape.OtherJson
                : Shape.Text,
        };
    }
}
