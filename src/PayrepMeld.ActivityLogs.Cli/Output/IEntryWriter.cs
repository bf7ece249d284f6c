namespace PayrepMeld.ActivityLogs.Cli.Output;

/// <summary>Writes entries in one format.</summary>
internal interface IEntryWriter
{
    /// <summary>Writes one entry, after what comes before the first.</summary>
    void Write(ActivityLogEntry entry);

    /// <summary>Writes what comes after the last entry, also where there was none.</summary>
    void Complete();
}
