namespace PayrepMeld.ActivityLogs.Benchmarks.Report;

/// <summary>What one section has to say, and the figures of the targets it measured.</summary>
internal sealed record SectionReport(string Markdown, IReadOnlyList<Figure> Figures);
