using CsvHelper;

namespace PayrepMeld.ActivityLogs.Cli.Output;

/// <summary>CSV as RFC 4180 has it, in UTF-8 without a mark, with a header also where no entry follows.</summary>
internal sealed class CsvEntryWriter : IEntryWriter, IDisposable
{
    // What a row says was written by others, and a spreadsheet must not take it for a formula: ' goes before = + - @, a tab and CR.
    private static readonly CsvWriterOptions Format = new() { HasHeader = false, Injection = CsvInjection.Escape };

    private readonly CsvWriter _csv;
    private readonly IReadOnlyList<Field> _fields;
    private readonly bool _forTerminal;
    private bool _hasBegun;

    public CsvEntryWriter(Stream output, IReadOnlyList<Field> fields, bool forTerminal)
    {
        (_fields, _forTerminal) = (fields, forTerminal);
        _csv = CsvWriter.Create(output, Format, leaveOpen: true);
    }

    public void Continue() => _hasBegun = true;

    public void Write(ActivityLogEntry entry)
    {
        Begin();
        foreach (var field in _fields)
        {
            var text = field.Text(entry);
            _csv.WriteField(_forTerminal ? SafeText.Escape(text) : text);
        }

        _csv.EndRecord();
        _csv.Flush();
    }

    public void Complete() => Begin();

    public void Dispose() => _csv.Dispose();

    private void Begin()
    {
        if (!_hasBegun)
        {
            _hasBegun = true;
            _csv.WriteHeader([.. _fields.Select(field => field.Name)]);
            _csv.Flush();
        }
    }
}
