using System.Globalization;
using System.Text;
using System.Text.Json;
using PayrepMeld.ActivityLogs.Paging;

namespace PayrepMeld.ActivityLogs.Json;

/// <summary>A scalar as it stands in the body: made into a value only when that is wanted. The default, an object and an array are no scalar.</summary>
internal readonly ref struct JsonScalar
{
    private JsonScalar(JsonTokenType type, ReadOnlySpan<byte> bytes, bool isEscaped)
    {
        Type = type;
        Bytes = bytes;
        IsEscaped = isEscaped;
    }

    public JsonTokenType Type { get; }

    /// <summary>Without the quotes of a text.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    public bool IsEscaped { get; }

    /// <summary>A scalar without escapes.</summary>
    public static JsonScalar Of(JsonTokenType type, ReadOnlySpan<byte> bytes) => new(type, bytes, isEscaped: false);

    /// <summary>What the reader stands on.</summary>
    public static JsonScalar Of(scoped ref Utf8JsonReader reader) =>
        new(reader.TokenType, reader.ValueSpan, reader.ValueIsEscaped);

    /// <summary>Its text; null for null and for what is no scalar.</summary>
    public string? ToText() => Type switch
    {
        JsonTokenType.String or JsonTokenType.PropertyName => IsEscaped ? JsonText.Unescape(Bytes, out _) : Encoding.UTF8.GetString(Bytes),
        JsonTokenType.Number => Encoding.UTF8.GetString(Bytes),
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        _ => null,
    };

    /// <summary>Its text as a row's id, if it is plain and valid UTF-8; anything doubtful is for <see cref="RowFields.Id"/>.</summary>
    public bool TryId(out RowId id)
    {
        if (Type is not (JsonTokenType.String or JsonTokenType.Number) || Bytes.Length is 0 or > RowCursor.MaxIdLength)
        {
            id = default;
            return false;
        }

        if (!RowId.TryRead(Bytes, out id))
        {
            id = RowId.Of(Encoding.UTF8.GetString(Bytes));
        }

        return true;
    }

    /// <summary>A whole number, also where it is written as a text; null for everything else.</summary>
    public long? ToInteger() =>
        Type is JsonTokenType.Number or JsonTokenType.String
        && long.TryParse(
            IsEscaped ? Encoding.UTF8.GetBytes(JsonText.Unescape(Bytes, out _)) : Bytes,
            NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture,
            out var value)
            ? value
            : null;
}
