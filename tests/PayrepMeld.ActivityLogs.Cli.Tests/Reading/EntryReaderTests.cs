using PayrepMeld.ActivityLogs.Cli.Arguments;
using PayrepMeld.ActivityLogs.Cli.Reading;
using PayrepMeld.ActivityLogs.Testing;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Reading;

public sealed class EntryReaderTests
{
    private static readonly DateTimeOffset From = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset To = From.AddDays(10);

    [Fact]
    public async Task How_far_it_is_tells_the_time_that_is_covered()
    {
        var (entries, told) = await ReadAsync(new ActivityLogQuery { From = From, To = To.AddYears(1), PageSize = 100 });

        told.Select(t => t.Entries).Should().Equal(100, 200, 250, 250);
        told.Select(t => t.Done).Should().Equal(Covered(entries, 99), Covered(entries, 199), Covered(entries, 249), 1);
        told[0].Done.Should().BeInRange(0.2, 0.6, "the year ahead, in which there is nothing, counts for nothing");
    }

    [Fact]
    public async Task Without_a_beginning_nobody_knows_until_the_end() =>
        (await ReadAsync(new ActivityLogQuery { PageSize = 100 })).Told.Should().Equal((100, null), (200, null), (250, null), (250, 1));

    private static double? Covered(List<ActivityLogEntry> entries, int last) => (entries[0].OccurredAt - entries[last].OccurredAt) / (entries[0].OccurredAt - From);

    private static async Task<(List<ActivityLogEntry> Entries, List<(long Entries, double? Done)> Told)> ReadAsync(ActivityLogQuery query)
    {
        await using var log = new InMemoryActivityLogClient(new FakePayrep(new FakePayrepOptions { Log = new SeededPayrepLog(seed: 1, 250, From, To) }));
        var reader = new EntryReader(log, new ReadingRequest(Vendor: null, "default", query, new EntryFilter(StatusCode: null, Endpoint: null, Address: null), TimeZoneInfo.Utc));
        var (entries, told) = (new List<ActivityLogEntry>(), new List<(long, double?)>());
        await foreach (var entry in reader.ReadAsync(most: null, (count, done) => told.Add((count, done)), CancellationToken.None))
        {
            entries.Add(entry);
        }

        return (entries, told);
    }
}
