namespace PayrepMeld.ActivityLogs.Cli.Output;

/// <summary>JSON Lines, or the same objects as one array. A name is always there, its value null where the row has none; the vendor's own row goes out byte for byte.</summary>
internal sealed class JsonEntryWriter(Stream output, IReadOnlyList<Field> fields, bool asArray, bool forTerminal) : IEntryWriter, IDisposable
{
    private readonly JsonOutput _entries = new(output, forTerminal);
    private byte[] _line = [];
    private bool _hasBegun;

    public void Continue() => _hasBegun = true;

    public void Write(ActivityLogEntry entry)
    {
        Separate();
        var json = _entries.Json;
        json.WriteStartObject();
        foreach (var field in fields)
        {
            json.WritePropertyName(field.Name);
            if (field.Name == Field.Raw)
            {
                json.WriteRawValue(OnOneLine(entry.Raw.Span), skipInputValidation: true);
            }
            else if (field.Text(entry) is not { } text)
            {
                json.WriteNullValue();
            }
            else if (field.IsNumber)
            {
                json.WriteRawValue(text, skipInputValidation: true);
            }
            else
            {
                json.WriteStringValue(text);
            }
        }

        json.WriteEndObject();
        _entries.End();
        if (!asArray)
        {
            output.Write("\n"u8);
        }
    }

    public void Complete()
    {
        if (asArray)
        {
            output.Write(_hasBegun ? "\n]\n"u8 : "[]\n"u8);
        }
    }

    public void Dispose() => _entries.Dispose();

    private void Separate()
    {
        if (asArray)
        {
            output.Write(_hasBegun ? ",\n"u8 : "[\n"u8);
            _hasBegun = true;
        }
    }

    // Between its values a row may hold line breaks; within them JSON has none.
    private ReadOnlySpan<byte> OnOneLine(ReadOnlySpan<byte> row)
    {
        if (row.IndexOfAny((byte)'\r', (byte)'\n') < 0)
        {
            return row;
        }

        if (_line.Length < row.Length)
        {
            _line = new byte[row.Length];
        }

        var line = _line.AsSpan(0, row.Length);
        row.CopyTo(line);
        line.Replace((byte)'\r', (byte)' ');
        line.Replace((byte)'\n', (byte)' ');
        return line;
    }
}
