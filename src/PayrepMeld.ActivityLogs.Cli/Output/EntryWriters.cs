using PayrepMeld.ActivityLogs.Cli.Terminal;

namespace PayrepMeld.ActivityLogs.Cli.Output;

/// <summary>The writer of each format.</summary>
internal static class EntryWriters
{
    /// <summary>Whether the vendor's own rows must be kept to write it.</summary>
    public static bool NeedsRaw(OutputFormat format, IReadOnlyList<Field>? fields) =>
        fields?.Any(f => f.Name == Field.Raw) ?? format is OutputFormat.Jsonl or OutputFormat.Json or OutputFormat.Ecs;

    /// <param name="format">The format.</param>
    /// <param name="fields">The fields that were asked for; null for the format's own.</param>
    /// <param name="terminal">Where the output is standard output; null where it is a file, which gets every value as it is.</param>
    /// <param name="zone">The zone of times that people read.</param>
    public static Func<Stream, IEntryWriter> Of(OutputFormat format, IReadOnlyList<Field>? fields, ToolTerminal? terminal, TimeZoneInfo zone)
    {
        var forTerminal = terminal is { IsOutputTerminal: true };
        return format switch
        {
            OutputFormat.Jsonl or OutputFormat.Json => output => new JsonEntryWriter(output, fields ?? Field.All, asArray: format == OutputFormat.Json, forTerminal),
            OutputFormat.Csv => output => new CsvEntryWriter(output, fields ?? Field.AllButRaw, forTerminal),
            OutputFormat.Ecs => output => new EcsEntryWriter(output, forTerminal),
            _ => Table(fields, terminal, zone),
        };
    }

    private static Func<Stream, IEntryWriter> Table(IReadOnlyList<Field>? fields, ToolTerminal? terminal, TimeZoneInfo zone)
    {
        int? room = terminal is { IsOutputTerminal: true, Width: var width } ? width : null;
        var columns = fields is null ? TableColumn.ByDefault(zone, room) : [.. fields.Select(field => TableColumn.Of(field, zone))];
        if (terminal is null || room is null)
        {
            return output => new TableEntryWriter(output, columns, width: null, hasColor: false);
        }

        if (fields is not null && TableLayout.Of(columns, room.Value).Widths.Count is var shown && shown < columns.Count)
        {
            terminal.Note($"This terminal has no room for {string.Join(", ", columns.Skip(shown).Select(column => column.Name))}; a pipe has: | less -S");
        }

        return output => new TableEntryWriter(output, columns, room, terminal.HasColor);
    }
}
