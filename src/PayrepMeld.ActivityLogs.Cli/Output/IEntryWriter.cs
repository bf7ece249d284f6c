namespace PayrepMeld.ActivityLogs.Cli.Output;

/// <summary>Writes entries in one format.</summary>
internal interface IEntryWriter
{
    /// <summary>What comes before the first entry, and an entry, were written earlier: this one goes on behind them. Called before anything else.</summary>
    void Continue();

    /// <summary>Writes one entry, after what comes before the first.</summary>
    void Write(ActivityLogEntry entry);

    /// <summary>Writes what comes after the last entry, also where there was none.</summary>
    void Complete();
}
