using System.Text.Json;
using PayrepMeld.ActivityLogs.Cli.Output;

namespace PayrepMeld.ActivityLogs.Cli.Statistics;

/// <summary>One JSON object a row: a line each, or all as one array.</summary>
internal static class StatisticsJson
{
    public static void Write(Stream output, IEnumerable<StatisticsRow> rows, bool asArray, bool forTerminal)
    {
        using var values = new JsonOutput(output, forTerminal);
        var separator = asArray ? "[\n"u8 : ""u8;
        foreach (var row in rows)
        {
            output.Write(separator);
            Write(values.Json, row);
            values.End();
            separator = asArray ? ",\n"u8 : "\n"u8;
        }

        output.Write(!asArray ? separator : separator[0] == (byte)'[' ? "[]\n"u8 : "\n]\n"u8);
    }

    private static void Write(Utf8JsonWriter json, StatisticsRow row)
    {
        var tally = row.Tally;
        json.WriteStartObject();
        json.WriteString("by", row.By);
        json.WriteString("vendor", StatisticsRow.Name(row.Key.Vendor));
        json.WriteString("method", row.Key.Method);
        json.WriteString("group", row.Key.Text);
        json.WriteBoolean("rest", row.IsRest);
        json.WriteNumber("requests", tally.Requests);
        json.WriteNumber("successes", tally.Successes);
        json.WriteNumber("failures", tally.Failures);
        json.WriteNumber("unknown", tally.Unknown);
        json.WritePropertyName("failureRate");
        if (tally.FailureRate is { } rate)
        {
            json.WriteNumberValue(rate);
        }
        else
        {
            json.WriteNullValue();
        }

        WriteTime(json, "firstSeen", tally.First);
        WriteTime(json, "lastSeen", tally.Last);
        WriteTime(json, "lastFailure", tally.LastFailure);
        json.WriteEndObject();
    }

    private static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? time) => json.WriteString(name, time is { } instant ? Field.TimeOf(instant) : null);
}
