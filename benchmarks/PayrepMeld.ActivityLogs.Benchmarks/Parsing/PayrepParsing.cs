using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using PayrepMeld.ActivityLogs.Benchmarks.Log;
using PayrepMeld.ActivityLogs.Benchmarks.Peers;

namespace PayrepMeld.ActivityLogs.Benchmarks.Parsing;

/// <summary>Parsing alone, Payrep's rows: every figure is for one row.</summary>
public class PayrepParsing
{
    private readonly ParsingSample _sample = new(ActivityLogVendor.Payrep);
    private readonly IPayrepApi _api;

    public PayrepParsing() => _api = _sample.Sdk.GetRequiredService<IPayrepApi>();

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
            last = JsonSerializer.Deserialize<PayrepRowModel>(row, JsonSerializerOptions.Web);
        }

        return last;
    }

    [Benchmark(Description = ParsingNames.SourceGenerated, OperationsPerInvoke = LogSpec.PageSize), BenchmarkCategory(ParsingNames.Row)]
    public object? SourceGeneratedRow()
    {
        object? last = null;
        foreach (var row in _sample.Rows)
        {
            last = JsonSerializer.Deserialize(row, PeerJson.Default.PayrepRowModel);
        }

        return last;
    }

    [Benchmark(Description = ParsingNames.SdkRow, OperationsPerInvoke = LogSpec.PageSize), BenchmarkCategory(ParsingNames.Row)]
    public object? SdkRow()
    {
        object? last = null;
        foreach (var row in _sample.Rows)
        {
            last = PayrepActivity.Parse(row);
        }

        return last;
    }

    [Benchmark(Description = ParsingNames.Scan, OperationsPerInvoke = LogSpec.PageSize), BenchmarkCategory(ParsingNames.Page)]
    public int ScanPage() => TokenScan.Of(_sample.Page);

    [Benchmark(Description = ParsingNames.Reflection, OperationsPerInvoke = LogSpec.PageSize), BenchmarkCategory(ParsingNames.Page)]
    public int ReflectionPage() => JsonSerializer.Deserialize<PayrepPageModel>(_sample.Page, JsonSerializerOptions.Web)!.Data!.Count;

    [Benchmark(Description = ParsingNames.SourceGenerated, OperationsPerInvoke = LogSpec.PageSize), BenchmarkCategory(ParsingNames.Page)]
    public int SourceGeneratedPage() => JsonSerializer.Deserialize(_sample.Page, PeerJson.Default.PayrepPageModel)!.Data!.Count;

    [Benchmark(Description = ParsingNames.SdkPage, OperationsPerInvoke = LogSpec.PageSize), BenchmarkCategory(ParsingNames.Page)]
    public async Task<int> SdkPage() => (await _api.FetchActivityLogsAsync(new PayrepFetchRequest { Limit = LogSpec.PageSize })).Entries.Count;
}
