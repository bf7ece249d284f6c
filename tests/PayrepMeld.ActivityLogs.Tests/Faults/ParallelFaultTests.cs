using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Tests.Faults;

/// <summary>Slices read side by side through the whole SDK, from fakes that throttle and fail.</summary>
public sealed class ParallelFaultTests
{
    private const int Count = 3_000;

    private static readonly DateTimeOffset Newest = new(2026, 4, 15, 12, 0, 0, TimeSpan.Zero);
    private static readonly ActivityLogQuery LastYear = new() { From = Newest.AddDays(-365), MaxConcurrency = 8 };

    private readonly FakeTime _time = new(Newest);
    private readonly SeededPayrepLog _payrepLog = new(5, Count, Newest.AddDays(-365), Newest);
    private readonly SeededMeldLog _meldLog = new(6, Count, Newest.AddDays(-365), Newest);
    private readonly FakePayrep _payrep;
    private readonly FakeMeld _meld;

    public ParallelFaultTests()
    {
        _payrep = new FakePayrep(new FakePayrepOptions { Log = _payrepLog, TimeProvider = _time });
        _meld = new FakeMeld(new FakeMeldOptions { Log = _meldLog, TimeProvider = _time });
    }

    public static TheoryData<string> Sources => new() { "Payrep", "Meld", "merged" };

    [Theory, Trait("Fault", "10"), MemberData(nameof(Sources))]
    public async Task Throttling_delays_all_slices_and_changes_nothing(string source)
    {
        Script(number => number % 9 == 4, Fault.Status(429, retryAfter: "2"), times: 3);

        (await ReadAsync(source)).Should().Equal(Expected(source));

        _time.Elapsed.Should().BeGreaterThan(TimeSpan.FromSeconds(2));
        (_payrep.Faults.Pending + _meld.Faults.Pending).Should().Be(source == "merged" ? 0 : 3);
    }

    /// <summary>Requests that wait for each other longer than a call may take would all fail: they are not begun.</summary>
    [Theory]
    [InlineData(15)]
    [InlineData(3)]
    public async Task A_fixed_spacing_slows_slices_down_and_changes_nothing(int seconds)
    {
        await using var client = new InMemoryActivityLogClient(_payrep, _meld, options =>
        {
            options.Payrep!.Resilience.MinRequestSpacing = TimeSpan.FromSeconds(seconds);
            options.Meld!.Resilience.MinRequestSpacing = TimeSpan.FromSeconds(seconds);
        });

        (await _time.DriveAsync(client.IdsAsync(LastYear with { MaxConcurrency = 64 }), TimeSpan.FromSeconds(1))).Should().Equal(Expected("merged"));
    }

    [Theory, Trait("Fault", "8"), MemberData(nameof(Sources))]
    public async Task Failures_that_pass_change_nothing(string source)
    {
        Script(number => number % 7 == 3, Fault.Status(503), times: 4);
        Script(number => number % 11 == 5, Fault.Reset(), times: 2);

        (await ReadAsync(source)).Should().Equal(Expected(source));

        (_payrep.Faults.Pending + _meld.Faults.Pending).Should().Be(source == "merged" ? 0 : 6);
    }

    [Theory, Trait("Fault", "7"), MemberData(nameof(Sources))]
    public async Task A_cancelled_read_leaves_no_request_running(string source)
    {
        Script(number => number > 3, Fault.StallHeaders(), times: 1_000);
        using var cancel = new CancellationTokenSource();
        var ids = new List<string>();

        var read = async () =>
        {
            await foreach (var entry in Client(source).ReadEntriesAsync(LastYear, cancel.Token))
            {
                ids.Add(entry.Id);
            }
        };
        var reading = read();
        await Task.WhenAll(
            source == "Meld" ? Task.CompletedTask : _payrep.Journal.WaitForAsync(8),
            source == "Payrep" ? Task.CompletedTask : _meld.Journal.WaitForAsync(8));
        await cancel.CancelAsync();

        (await FluentActions.Awaiting(() => reading.WaitAsync(TimeSpan.FromSeconds(1))).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(cancel.Token);
        (_payrep.Journal.InFlight, _meld.Journal.InFlight).Should().Be((0, 0));
        Expected(source).Take(ids.Count).Should().Equal(ids);
    }

    [Fact]
    public async Task Many_restarts_lose_nothing()
    {
        var ids = new List<string>();
        string? saved = null;
        var number = 0;
        do
        {
            // A restart after every third page, in turn side by side and not.
            var query = LastYear with { PageSize = 40, MaxConcurrency = number++ % 2 == 0 ? 8 : 1 };
            var taken = 0;
            await foreach (var page in Client("merged").ReadPagesAsync(query, saved is null ? null : ActivityLogCursor.Parse(saved)))
            {
                ids.AddRange(page.Entries.Select(entry => entry.Id));
                saved = page.Next?.ToString();
                if (++taken == 3)
                {
                    break;
                }
            }
        }
        while (saved is not null);

        ids.Should().Equal(Expected("merged"));
    }

    private void Script(Func<long, bool> isMeant, Fault fault, int times)
    {
        _payrep.Faults.When(request => isMeant(request.Number), fault, times);
        _meld.Faults.When(request => isMeant(request.Number), fault, times);
    }

    private async Task<List<string>> ReadAsync(string source) => await _time.DriveAsync(Client(source).IdsAsync(LastYear));

    private IEnumerable<string> Expected(string source) => Paging.PromiseTests.Expected(source, _payrepLog, _meldLog);

    private ActivityLogClient Client(string source) => Clients.Over(source == "Meld" ? null : _payrep, source == "Payrep" ? null : _meld, _time);
}
