namespace PayrepMeld.ActivityLogs.Cli.Output;

/// <summary>How entries are written.</summary>
internal enum OutputFormat
{
    Table,
    Jsonl,
    Json,
    Csv,
    Ecs,
}
