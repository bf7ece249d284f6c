namespace PayrepMeld.ActivityLogs.Benchmarks.Report;

/// <summary>One question the report answers.</summary>
internal interface ISection
{
    /// <summary>Its name on the command line.</summary>
    string Name { get; }

    Task<SectionReport> MeasureAsync(Plan plan);
}
