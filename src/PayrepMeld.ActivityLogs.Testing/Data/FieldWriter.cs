using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>Writes JSON with the switches for values: numbers as texts, missing fields, fields that nobody documented. One for each fake, reused.</summary>
internal sealed class FieldWriter(FakeVendorOptions options)
{
    private readonly ArrayBufferWriter<byte> _buffer = new(16 * 1024);
    private Utf8JsonWriter? _json;

    public Utf8JsonWriter Json => _json ??= new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    public void Begin()
    {
        _buffer.ResetWrittenCount();
        Json.Reset(_buffer);
        Json.WriteStartObject();
    }

    public byte[] End()
    {
        Json.WriteEndObject();
        Json.Flush();
        return _buffer.WrittenSpan.ToArray();
    }

    public void Text(string name, string? value)
    {
        if (value is null)
        {
            Missing(name);
        }
        else
        {
            Json.WriteString(name, value);
        }
    }

    public void Number(string name, long? value)
    {
        if (value is not { } number)
        {
            Missing(name);
        }
        else if (options.NumbersAsStrings)
        {
            Json.WriteString(name, number.ToString(CultureInfo.InvariantCulture));
        }
        else
        {
            Json.WriteNumber(name, number);
        }
    }

    public void Missing(string name)
    {
        switch (options.MissingFields)
        {
            case MissingField.Null:
                Json.WriteNull(name);
                break;
            case MissingField.EmptyText:
                Json.WriteString(name, "");
                break;
        }
    }

    /// <summary>A value already in JSON, well formed or not.</summary>
    public void Raw(ReadOnlySpan<byte> json) => Json.WriteRawValue(json, skipInputValidation: true);

    public void Extra(string name)
    {
        if (options.ExtraFields)
        {
            Json.WriteStartObject(name);
            Json.WriteString("node", "a-17");
            Json.WriteStartArray("nested");
            Json.WriteNumberValue(1);
            Json.WriteStartObject();
            Json.WriteNull("id");
            Json.WriteEndObject();
            Json.WriteEndArray();
            Json.WriteEndObject();
        }
    }
}
