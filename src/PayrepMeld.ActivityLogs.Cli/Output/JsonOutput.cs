using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PayrepMeld.ActivityLogs.Cli.Output;

/// <summary>One JSON value after the other, each handed on whole.</summary>
internal sealed class JsonOutput : IDisposable
{
    private readonly Stream _output;
    private readonly bool _forTerminal;
    private readonly ArrayBufferWriter<byte> _value = new();

    /// <param name="output">Where values go.</param>
    /// <param name="forTerminal">Escape what a terminal could obey, also in what is written as it is; it means the same.</param>
    public JsonOutput(Stream output, bool forTerminal)
    {
        (_output, _forTerminal) = (output, forTerminal);
        Json = new Utf8JsonWriter(_value, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
    }

    public Utf8JsonWriter Json { get; }

    /// <summary>Ends the value.</summary>
    public void End()
    {
        Json.Flush();
        if (_forTerminal)
        {
            SafeText.WriteJson(_value.WrittenSpan, _output);
        }
        else
        {
            _output.Write(_value.WrittenSpan);
        }

        _value.ResetWrittenCount();
        Json.Reset();
    }

    public void Dispose() => Json.Dispose();
}
