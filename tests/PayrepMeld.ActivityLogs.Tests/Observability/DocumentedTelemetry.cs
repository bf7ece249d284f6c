using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Tests.Observability;

/// <summary>The tables of docs/observability.md.</summary>
internal static class DocumentedTelemetry
{
    public static IReadOnlyList<string[]> Instruments => Table("instrument", "kind", "unit", "what", "tags");

    public static IReadOnlyList<string[]> SpanTags => Table("span", "tag", "value");

    public static IReadOnlyList<string[]> Events => Table("id", "name", "level", "when");

    private static IReadOnlyList<string[]> Table(params string[] head) => DocTable.Of("observability.md", head);
}
