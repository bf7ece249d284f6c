using System.Buffers;
using System.Text;
using System.Text.Json;
using PayrepMeld.ActivityLogs.Paging;

namespace PayrepMeld.ActivityLogs.Json;

/// <summary>Walks over one row's members, keeps those nobody asked for, and minds how deep it goes.</summary>
internal ref struct RowFields
{
    /// <summary>How many objects and arrays may stand in each other within a row, the row included.</summary>
    public const int MaxDepth = 64;

    public const string TooDeep = "It is nested deeper than 64.";

    private readonly RowScope _scope;
    private readonly int _rowDepth;
    private ArrayBufferWriter<byte>? _additional;
    private long _nameStart;

    public RowFields(scoped ref Utf8JsonReader reader, scoped in RowScope scope)
    {
        _scope = scope;
        _rowDepth = reader.CurrentDepth;
        Start = reader.TokenStartIndex;
    }

    /// <summary>Some value is nested too deep: the row is not readable, but its id and time may be.</summary>
    public bool IsTooDeep { get; private set; }

    /// <summary>Where the row begins.</summary>
    public long Start { get; }

    public readonly bool HasAdditional => _additional is not null;

    /// <summary>The members no property was found for, as one JSON object; null when there are none.</summary>
    public readonly byte[]? Additional
    {
        get
        {
            if (_additional is null)
            {
                return null;
            }

            var json = new byte[_additional.WrittenCount + 1];
            _additional.WrittenSpan.CopyTo(json);
            json[^1] = (byte)'}';
            return json;
        }
    }

    /// <summary>Goes on to the next member's name; false at the row's end.</summary>
    public bool MoveNext(ref Utf8JsonReader reader)
    {
        reader.Read();
        _nameStart = reader.TokenStartIndex;
        return reader.TokenType == JsonTokenType.PropertyName;
    }

    /// <summary>Steps over the value the reader stands on.</summary>
    public void Skip(scoped ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return;
        }

        var (outer, depth) = (reader.CurrentDepth, 0);
        do
        {
            reader.Read();
            depth = reader.CurrentDepth;
            if (depth - _rowDepth >= MaxDepth && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                IsTooDeep = true;
            }
        }
        while (depth > outer);
    }

    /// <summary>Steps over a value and tells its bytes; none for null.</summary>
    public ReadOnlySpan<byte> Bytes(scoped ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        Skip(ref reader);
        return reader.TokenType == JsonTokenType.Null ? default : _scope.Bytes[start..(int)reader.BytesConsumed];
    }

    /// <summary>Steps over a value and keeps name and value among <see cref="Additional"/>.</summary>
    public void Keep(scoped ref Utf8JsonReader reader)
    {
        Skip(ref reader);
        if (!IsTooDeep)
        {
            _additional ??= new ArrayBufferWriter<byte>();
            _additional.Write([(byte)(_additional.WrittenCount == 0 ? '{' : ',')]);
            _additional.Write(_scope.Bytes[(int)_nameStart..(int)reader.BytesConsumed]);
        }
    }

    /// <summary>Reads a scalar; what is none is kept among <see cref="Additional"/>.</summary>
    public JsonScalar Scalar(scoped ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            Keep(ref reader);
            return default;
        }

        return JsonScalar.Of(ref reader);
    }

    /// <summary>Reads a text; what is not a scalar is kept among <see cref="Additional"/>.</summary>
    public string? Text(scoped ref Utf8JsonReader reader) => _scope.Share(Scalar(ref reader));

    /// <summary>Reads an id: none where it is missing, too long, or could not be sent back as it came.</summary>
    public RowId Id(scoped ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped && RowId.TryRead(reader.ValueSpan, out var id))
        {
            return id;
        }

        return CursorText(ref reader, RowCursor.MaxIdLength) is { } text ? RowId.Of(text) : default;
    }

    /// <summary>Reads a time, which is part of a cursor as well.</summary>
    public RowInstant Instant(scoped ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped && RowInstant.TryRead(reader.ValueSpan, out var instant))
        {
            return instant;
        }

        if (CursorText(ref reader, RowCursor.MaxTimeLength) is not { } text)
        {
            return default;
        }

        return Iso8601.TryParse(Encoding.UTF8.GetBytes(text), out var ticks, out var shape)
            ? new RowInstant(ticks, shape, shape.IsNone ? text : null)
            : new RowInstant(null, default, text);
    }

    /// <summary>Reads what a cursor is made of: null where it is missing, too long, or could not be sent back as it came.</summary>
    private string? CursorText(scoped ref Utf8JsonReader reader, int maxLength)
    {
        var text = JsonText.Read(ref reader, out var altered);
        Skip(ref reader);
        return altered || text is not { Length: > 0 } || text.Length > maxLength ? null : text;
    }
}
