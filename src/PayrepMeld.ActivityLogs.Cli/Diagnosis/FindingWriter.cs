using System.Text.Encodings.Web;
using System.Text.Json;
using PayrepMeld.ActivityLogs.Cli.Output;
using PayrepMeld.ActivityLogs.Cli.Terminal;
using Spectre.Console;

namespace PayrepMeld.ActivityLogs.Cli.Diagnosis;

/// <summary>Prints findings as they come in: a line each with its remedy below it, or all as one JSON array.</summary>
internal sealed class FindingWriter(ToolTerminal terminal, bool asJson) : IDisposable
{
    private const int SubjectWidth = 16;
    private const string Indent = "      ";

    private readonly IAnsiConsole _lines = terminal.Words;

    // A terminal gets ASCII: nothing in it could be obeyed.
    private readonly Utf8JsonWriter _json = new(
        terminal.Output, new JsonWriterOptions { Indented = true, Encoder = terminal.IsOutputTerminal ? JavaScriptEncoder.Default : JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    private bool _hasBegun;

    public void Write(Finding finding)
    {
        if (asJson)
        {
            Begin();
            WriteJson(finding);
            return;
        }

        _lines.Write(new Text($"{finding.Word,-6}", new Style(finding.Result switch
        {
            FindingResult.Ok => Color.Green,
            FindingResult.Skip => Color.Grey,
            FindingResult.Warn => Color.Yellow,
            _ => Color.Red,
        })));
        _lines.Write(new Text($"{SafeText.Escape(finding.Subject),-SubjectWidth} {finding.Check,-13}  {SafeText.Escape(finding.Detail)}"));
        _lines.WriteLine();
        foreach (var line in finding.Remedy?.Split('\n') ?? [])
        {
            _lines.Write(new Text(Indent + SafeText.Escape(line.TrimEnd('\r'))));
            _lines.WriteLine();
        }
    }

    /// <summary>Ends the array, also where the examination broke off.</summary>
    public void Dispose()
    {
        if (asJson)
        {
            Begin();
            _json.WriteEndArray();
            _json.Flush();
            terminal.Output.Write("\n"u8);
        }

        _json.Dispose();
    }

    private void Begin()
    {
        if (!_hasBegun)
        {
            _json.WriteStartArray();
            _hasBegun = true;
        }
    }

    private void WriteJson(Finding finding)
    {
        _json.WriteStartObject();
        _json.WriteString("account", finding.Account);
        _json.WriteString("vendor", finding.Vendor is { } vendor ? VendorName.Of(vendor) : null);
        _json.WriteString("check", finding.Check);
        _json.WriteString("result", finding.Result == FindingResult.Fail ? "fail" : finding.Word);
        _json.WriteString("detail", finding.Detail);
        _json.WriteString("remedy", finding.Remedy);
        _json.WriteEndObject();
    }
}
