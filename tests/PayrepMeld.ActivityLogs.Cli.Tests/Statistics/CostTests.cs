using System.Diagnostics;
using PayrepMeld.ActivityLogs.Cli.Statistics;
using PayrepMeld.ActivityLogs.Testing;
using Xunit.Abstractions;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Statistics;

/// <summary>How long a sum takes is for reading to say.</summary>
public sealed class CostTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Summing_up_costs_less_than_reading()
    {
        const int Rows = 20_000;
        var to = new DateTimeOffset(2026, 10, 26, 0, 0, 0, TimeSpan.Zero);
        var from = to.AddDays(-7);
        var payrep = new FakePayrep(new FakePayrepOptions { Log = new SeededPayrepLog(1, Rows, from, to) });
        var meld = new FakeMeld(new FakeMeldOptions { Log = new SeededMeldLog(2, Rows, from, to) });
        await using var log = new InMemoryActivityLogClient(payrep, meld);

        var reading = Stopwatch.StartNew();
        var entries = new List<ActivityLogEntry>();
        await foreach (var entry in log.ReadEntriesAsync(new ActivityLogQuery { From = from, To = to }))
        {
            entries.Add(entry);
        }

        reading.Stop();
        var sums = Enumerable.Range(0, 5).Select(_ => Sum(entries, from, to)).ToList();

        output.WriteLine($"{entries.Count} entries: read in {reading.Elapsed.TotalNanoseconds / entries.Count:0} ns each; summed up in {string.Join(", ", sums.Select(s => (s.TotalNanoseconds / entries.Count).ToString("0", System.Globalization.CultureInfo.InvariantCulture)))} ns each.");
        sums.Min().Should().BeLessThan(reading.Elapsed);
    }

    private static TimeSpan Sum(List<ActivityLogEntry> entries, DateTimeOffset from, DateTimeOffset to)
    {
        var summing = Stopwatch.StartNew();
        var statistics = new EntryStatistics(from, to, TimeZoneInfo.Utc);
        foreach (var entry in entries)
        {
            statistics.Add(entry);
        }

        statistics.Total.Requests.Should().Be(entries.Count);
        return summing.Elapsed;
    }
}
