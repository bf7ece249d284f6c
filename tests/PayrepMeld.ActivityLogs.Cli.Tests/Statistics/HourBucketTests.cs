using PayrepMeld.ActivityLogs.Cli.Statistics;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Statistics;

public sealed class HourBucketTests
{
    private static readonly DateTime Day = new(2026, 10, 25, 0, 0, 0, DateTimeKind.Unspecified);

    public static TheoryData<string> All => ["utc", "india", "hour", "half"];

    [Theory]
    [MemberData(nameof(All))]
    public void Every_instant_is_in_one_bucket_of_its_own_hour(string name)
    {
        var zone = Zone(name);
        var random = new Random(3);
        foreach (var change in (DateTime[])[Day, Day.AddDays(-180)])
        {
            for (var i = 0; i < 4000; i++)
            {
                var ticks = change.Ticks + (long)((random.NextDouble() - 0.5) * 2 * TimeSpan.TicksPerDay);
                var bucket = HourBucket.Of(ticks, zone);

                bucket.Contains(ticks).Should().BeTrue();
                (bucket.End - bucket.Start).Should().BeInRange(1, TimeSpan.TicksPerHour);
                HourBucket.Of(bucket.Start, zone).Should().Be(bucket);
                HourBucket.Of(bucket.End - 1, zone).Should().Be(bucket);
                HourBucket.Of(bucket.End, zone).Start.Should().Be(bucket.End);
                Hour(bucket.Start, zone).Should().Be(Hour(ticks, zone)).And.Be(Hour(bucket.End - 1, zone));
            }
        }
    }

    [Fact]
    public void An_hour_that_comes_twice_is_two_buckets()
    {
        var zone = Zones.BackOn(Day);
        var hours = new HourlyTallies(At("2026-10-24T22:00Z"), At("2026-10-25T22:00Z"), zone).All().ToList();

        hours.Should().HaveCount(24);
        hours.Select(h => Hour(h.Hour.Start, zone).Hour).Should().StartWith([0, 1, 1, 2]);
    }

    [Fact]
    public void A_day_of_a_zone_is_cut_at_its_own_hours()
    {
        var hours = new HourlyTallies(At("2026-10-24T00:10Z"), At("2026-10-24T02:10Z"), Zones.India).All().ToList();

        hours.Select(h => new DateTimeOffset(h.Hour.Start, TimeSpan.Zero)).Should().Equal(At("2026-10-23T23:30Z"), At("2026-10-24T00:30Z"), At("2026-10-24T01:30Z"));
    }

    [Theory]
    [InlineData("utc")]
    [InlineData("india")]
    public void The_last_hour_there_is_is_the_last(string name)
    {
        var hours = new HourlyTallies(DateTimeOffset.MaxValue.AddHours(-3), DateTimeOffset.MaxValue, Zone(name)).All().Take(9).ToList();

        hours.Count.Should().BeInRange(3, 5);
        hours[^1].Hour.End.Should().Be(DateTimeOffset.MaxValue.UtcTicks);
    }

    [Theory]
    [InlineData(30, 72, 1)]
    [InlineData(24 * 7, 170, 1)]
    [InlineData(24 * 7, 72, 3)]
    [InlineData(24 * 90, 170, 24)]
    [InlineData(24 * 400, 170, 72)]
    public void Steps_are_as_few_hours_as_fit_and_leave_nothing_out(int range, int most, int expected)
    {
        var zone = Zones.BackOn(Day);
        var (from, to) = (At("2026-10-30T10:20Z").AddHours(-range), At("2026-10-30T10:20Z"));
        var hours = new HourlyTallies(from, to, zone);
        for (var time = from; time < to; time = time.AddMinutes(17))
        {
            hours.Add(new EntryFacts(time.Ticks, ActivityLogOutcome.Success, IsByCodeAlone: false));
        }

        var steps = hours.Steps(most, out var length);

        length.Should().Be(expected);
        steps.Count.Should().BeLessThanOrEqualTo(most);
        steps.Sum(s => s.Tally.Requests).Should().Be(hours.All().Sum(h => h.Tally.Requests));
        steps.Zip(steps.Skip(1)).Should().OnlyContain(pair => pair.First.Time.End == pair.Second.Time.Start);
        steps[0].Time.Start.Should().BeLessThanOrEqualTo(from.Ticks);
        steps[^1].Time.End.Should().BeGreaterThanOrEqualTo(to.Ticks);
    }

    [Fact]
    public void Hours_beyond_the_most_are_counted_together()
    {
        var to = At("2026-10-30T10:20Z");
        var hours = new HourlyTallies(to.AddDays(-1000), to, TimeZoneInfo.Utc);
        hours.Add(new EntryFacts(to.AddDays(-900).Ticks, ActivityLogOutcome.Failure, IsByCodeAlone: false));
        hours.Add(new EntryFacts(to.AddDays(-400).Ticks, ActivityLogOutcome.Failure, IsByCodeAlone: false));

        (hours.Rest.Failures, hours.All().Sum(h => h.Tally.Failures), hours.All().Count()).Should().Be((1, 1, Groups.Most));
    }

    private static TimeZoneInfo Zone(string name) => name switch
    {
        "utc" => TimeZoneInfo.Utc,
        "india" => Zones.India,
        "hour" => Zones.BackOn(Day),
        _ => Zones.BackOn(Day, minutes: 30),
    };

    private static DateTime Hour(long ticks, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(new DateTimeOffset(ticks, TimeSpan.Zero), zone).DateTime;
        return local.AddTicks(-(local.Ticks % TimeSpan.TicksPerHour));
    }

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture);
}
