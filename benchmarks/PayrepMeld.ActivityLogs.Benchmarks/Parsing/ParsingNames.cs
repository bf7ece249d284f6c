namespace PayrepMeld.ActivityLogs.Benchmarks.Parsing;

/// <summary>What is measured, in the report's words.</summary>
internal static class ParsingNames
{
    public const string Row = "a row by itself";
    public const string Page = "a row of a page of 100";
    public const string Scan = "token scan";
    public const string Reflection = "JsonSerializer by reflection";
    public const string SourceGenerated = "JsonSerializer, source-generated";
    public const string SdkRow = "**this SDK**: `Parse`, which keeps `Raw`";
    public const string SdkPage = "**this SDK**: the raw API over a handler in memory, its pipeline included";
}
