using PayrepMeld.ActivityLogs.Cli.Terminal;

namespace PayrepMeld.ActivityLogs.Cli.Output;

/// <summary>The writer of each format.</summary>
internal static class EntryWriters
{
    /// <summary>Whether the vendor's own rows must be kept to write it.</summary>
    public static bool NeedsRaw(OutputFormat format, IReadOnlyList<Field>? fields) =>
        fields?.Any(f => f.Name == Field.Raw) ?? format is OutputFormat.Jsonl or OutputFormat.Json;

    public static Func<Stream, IEntryWriter> Of(OutputFormat format, IReadOnlyList<Field>? fields, ToolTerminal terminal, TimeZoneInfo zone) => format switch
    {
        OutputFormat.Jsonl or OutputFormat.Json => output => new JsonEntryWriter(output, fields ?? Field.All, asArray: format == OutputFormat.Json),
        _ => throw new NotSupportedException(),
    };
}
