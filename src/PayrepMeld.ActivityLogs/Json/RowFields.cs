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

    /// <summary>Steps over the value the reader stands on; false when it is nested too deep, leaving the reader within it.</summary>
    public readonly bool TrySkip(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return true;
        }

        var depth = reader.CurrentDepth;
        do
        {
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth - _rowDepth >= MaxDepth)
            {
                return false;
            }

            reader.Read();
        }
        while (reader.CurrentDepth > depth);
        return true;
    }

    /// <summary>Steps over a value and copies it as received; empty for null.</summary>
    public readonly bool TryCopy(ref Utf8JsonReader reader, ref ReadOnlyMemory<byte> value)
    {
        var start = reader.TokenStartIndex;
        if (!TrySkip(ref reader))
        {
            return false;
        }

        value = reader.TokenType == JsonTokenType.Null ? default : _scope.CopyFrom(start, ref reader);
        return true;
    }

    /// <summary>Steps over a value and keeps name and value among <see cref="Additional"/>.</summary>
    public bool TryKeep(ref Utf8JsonReader reader)
    {
        if (!TrySkip(ref reader))
        {
            return false;
        }

        _additional ??= new ArrayBufferWriter<byte>();
        _additional.Write([(byte)(_additional.WrittenCount == 0 ? '{' : ',')]);
        _additional.Write(_scope.Bytes[(int)_nameStart..(int)reader.BytesConsumed]);
        return true;
    }

    /// <summary>Reads a text; what is not a scalar is kept among <see cref="Additional"/>.</summary>
    public bool TryText(ref Utf8JsonReader reader, ref string? value)
    {
        value = JsonText.Read(ref reader);
        return reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray) || TryKeep(ref reader);
    }
}
