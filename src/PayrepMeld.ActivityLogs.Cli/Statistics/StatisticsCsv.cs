using System.Globalization;
using CsvHelper;
using PayrepMeld.ActivityLogs.Cli.Output;

namespace PayrepMeld.ActivityLogs.Cli.Statistics;

/// <summary>One line a row, after a line of names.</summary>
internal static class StatisticsCsv
{
    // What a row says was written by others, and a spreadsheet must not take it for a formula.
    private static readonly CsvWriterOptions Options = new() { HasHeader = false, Injection = CsvInjection.Escape };

    public static void Write(Stream output, IEnumerable<StatisticsRow> rows, bool forTerminal)
    {
        using var csv = CsvWriter.Create(output, Options, leaveOpen: true);
        csv.WriteHeader([.. StatisticsRow.Names]);
        foreach (var row in rows)
        {
            var tally = row.Tally;
            Write(csv,
            [
                row.By, StatisticsRow.Name(row.Key.Vendor), Text(row.Key.Method), Text(row.Key.Text), row.IsRest ? "true" : "false", Number(tally.Requests), Number(tally.Successes),
                Number(tally.Failures), Number(tally.Unknown), tally.FailureRate?.ToString("R", CultureInfo.InvariantCulture), Time(tally.First), Time(tally.Last), Time(tally.LastFailure),
            ]);
        }

        string? Text(string? text) => forTerminal ? SafeText.Escape(text) : text;
    }

    private static void Write(CsvWriter csv, IEnumerable<string?> cells)
    {
        foreach (var cell in cells)
        {
            csv.WriteField(cell);
        }

        csv.EndRecord();
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Time(DateTimeOffset? time) => time is { } instant ? Field.TimeOf(instant) : null;
}
