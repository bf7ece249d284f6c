using System.Buffers;
using System.Text.Json;

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

    /// <summary>The members no property was found for, as one JSON object; empty when there are none.</summary>
    public readonly ReadOnlyMemory<byte> Additional
    {
        get
        {
            if (_additional is null)
            {
                return default;
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

        var depth = reader.CurrentDepth;
        do
        {
            IsTooDeep |= reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth - _rowDepth >= MaxDepth;
            reader.Read();
        }
        while (reader.CurrentDepth > depth);
    }

    /// <summary>Steps over a value and copies it as received; empty for null.</summary>
    public ReadOnlyMemory<byte> Copy(scoped ref Utf8JsonReader reader)
    {
        var start = reader.TokenStartIndex;
        Skip(ref reader);
        return IsTooDeep || reader.TokenType == JsonTokenType.Null ? default(ReadOnlyMemory<byte>) : _scope.CopyFrom(start, ref reader);
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

    /// <summary>Reads a text; what is not a scalar is kept among <see cref="Additional"/>.</summary>
    public string? Text(scoped ref Utf8JsonReader reader)
    {
        var text = JsonText.Read(ref reader);
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            Keep(ref reader);
        }

        return text;
    }

    /// <summary>Reads what a cursor is made of: null where it is missing, too long, or could not be sent back as it came.</summary>
    public string? CursorText(scoped ref Utf8JsonReader reader, int maxLength)
    {
        var text = JsonText.Read(ref reader, out var altered);
        Skip(ref reader);
        return altered || text is not { Length: > 0 } || text.Length > maxLength ? null : text;
    }
}
