using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using PayrepMeld.ActivityLogs.Benchmarks.Log;
using PayrepMeld.ActivityLogs.Benchmarks.Peers;

namespace PayrepMeld.ActivityLogs.Benchmarks.Parsing;

/// <summary>Parsing alone, Meld's rows: every figure is for one row.</summary>
public class MeldParsing
{
    private readonly ParsingSample _sample = new(ActivityLogVendor.Meld);
    private readonly IMeldApi _api;

    public MeldParsing() => _api = _sample.Sdk.GetRequiredService<IMeldApi>();

    [Benchmark(Description = ParsingNames.Scan, OperationsPerInvoke = LogSpec.PageSize), BenchmarkCategory(ParsingNames.Row)]
    public int ScanRow()
    {
        var tokens = 0;
        foreach (var row in _sample.Rows)
        {
            tokens += TokenScan.Of(row);
        }

        return tokens;
    }

    [Benchmark(Description = ParsingNames.Reflection, OperationsPerInvoke = LogSpec.PageSize), BenchmarkCategory(ParsingNames.Row)]
    public object? ReflectionRow()
    {
        object? last = null;
        foreach (var row in _sample.Rows)
        {
            last = JsonSerializer.Deserialize<MeldRowModel<JsonElement>>(row, JsonSerializerOptions.Web);
        }

        return last;
    }

    [Benchmark(Description = ParsingNames.SourceGenerated, OperationsPerInvoke = LogSpec.PageSize), BenchmarkCategory(ParsingNames.Row)]
    public object? SourceGeneratedRow()
    {
        object? last = null;
        foreach (var row in _sample.Rows)
        {
            last = JsonSerializer.Deserialize(row, PeerJson.Default.MeldRowModelJsonElement);
        }

        return last;
    }

    [Benchmark(Description = ParsingNames.SdkRow, OperationsPerInvoke = LogSpec.PageSize), BenchmarkCategory(ParsingNames.Row)]
    public object? SdkRow()
    {
        object? last = null;
        foreach (var row in _sample.Rows)
        {
            last = MeldActivity.Parse(row);
        }

        return last;
    }

    [Benchmark(Description = ParsingNames.Scan, OperationsPerInvoke = LogSpec.PageSize), BenchmarkCategory(ParsingNames.Page)]
    public int ScanPage() => TokenScan.Of(_sample.Page);

    [Benchmark(Description = ParsingNames.Reflection, OperationsPerInvoke = LogSpec.PageSize), BenchmarkCategory(ParsingNames.Page)]
    public int ReflectionPage() => JsonSerializer.Deserialize<MeldPageModel<JsonElement>>(_sample.Page, JsonSerializerOptions.Web)!.Activities.Count;

    [Benchmark(Description = ParsingNames.SourceGenerated, OperationsPerInvoke = LogSpec.PageSize), BenchmarkCategory(ParsingNames.Page)]
    public int SourceGeneratedPage() => JsonSerializer.Deserialize(_sample.Page, PeerJson.Default.MeldPageModelJsonElement)!.Activities.Count;

    [Benchmark(Description = ParsingNames.SdkPage, OperationsPerInvoke = LogSpec.PageSize), BenchmarkCategory(ParsingNames.Page)]
    public async Task<int> SdkPage() => (await _api.SearchActivityLogAsync(PeerPaging.MeldStart, PeerPaging.MeldEnd, limit: "100")).Entries.Count;
}
