using System.Diagnostics;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Tests.Following;

public sealed class FollowCancellationTests
{
    private readonly FakeTime _time = new();
    private readonly LiveLog _payrep = new(ActivityLogVendor.Payrep);
    private readonly LiveLog _meld = new(ActivityLogVendor.Meld);

    public static TheoryData<string> Places => ["between polls", "in a request", "in a backoff", "while one is waited for", "before it begins"];

    [Theory, MemberData(nameof(Places))]
    public async Task Cancellation_is_seen_at_once_and_leaves_nothing_running(string place)
    {
        using var cancel = new CancellationTokenSource();
        Func<int, CancellationToken, Task> hang = (_, token) => Task.Delay(Timeout.InfiniteTimeSpan, _time, token);
        Func<int, CancellationToken, Task> fail = (_, _) => throw new ActivityLogException(ActivityLogErrorKind.Unavailable, ActivityLogVendor.Payrep, "Down.");
        _payrep.Before = place switch
        {
            "in a request" or "while one is waited for" => hang,
            "in a backoff" => fail,
            _ => null,
        };
        _meld.Before = place == "in a request" ? hang : null;
        _meld.Insert("m", _time.GetUtcNow());
        if (place == "before it begins")
        {
            await cancel.CancelAsync();
        }

        var query = new ActivityLogQuery { From = _time.GetUtcNow().AddDays(-1) };
        await using var entries = Clients().FollowAsync(query, cancellationToken: cancel.Token).GetAsyncEnumerator();
        var next = entries.MoveNextAsync().AsTask();
        if (place is "between polls" or "in a backoff")
        {
            (await next).Should().BeTrue();
            next = entries.MoveNextAsync().AsTask();
        }

        if (place != "before it begins")
        {
            var real = Stopwatch.StartNew();

            // Where it hangs, it is inside a request; anywhere else it waits for the clock.
            while (place.Contains("request", StringComparison.Ordinal) ? _payrep.InFlight + _meld.InFlight < 2 : _time.WaitingTimers == 0)
            {
                next.IsCompleted.Should().BeFalse();
                real.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(30));
                await Task.Yield();
            }

            next.IsCompleted.Should().BeFalse();
        }

        await cancel.CancelAsync();

        // The clock stands: nothing but the cancellation ends it.
        (await next.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System).Awaiting(n => n).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(cancel.Token);
        _time.WaitingTimers.Should().Be(0);
        (_payrep.InFlight + _meld.InFlight).Should().Be(0);
        if (place == "before it begins")
        {
            _payrep.Requests.Should().BeEmpty();
        }
    }

    [Fact]
    public async Task Cancellation_is_seen_between_entries()
    {
        using var cancel = new CancellationTokenSource();
        _payrep.Insert("a", _time.GetUtcNow());
        _payrep.Insert("b", _time.GetUtcNow());
        await using var entries = Clients().FollowAsync(new ActivityLogQuery { From = _time.GetUtcNow().AddDays(-1) }, cancellationToken: cancel.Token).GetAsyncEnumerator();
        await entries.MoveNextAsync();
        await cancel.CancelAsync();

        await entries.Awaiting(e => e.MoveNextAsync().AsTask()).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Who_stops_enumerating_stops_the_requests()
    {
        _payrep.Insert("p", _time.GetUtcNow());
        await using (var entries = Clients().FollowAsync(new ActivityLogQuery { From = _time.GetUtcNow().AddDays(-1) }).GetAsyncEnumerator())
        {
            _meld.Before = (_, token) => Task.Delay(Timeout.InfiniteTimeSpan, _time, token);
            var next = entries.MoveNextAsync().AsTask();
            await _time.DriveAsync(next);
            _meld.InFlight.Should().Be(1);
        }

        _meld.InFlight.Should().Be(0);
        _time.WaitingTimers.Should().Be(0);
        var requests = _payrep.Requests.Count;
        _time.Advance(TimeSpan.FromHours(1));
        _payrep.Requests.Should().HaveCount(requests);
    }

    private ActivityLogClient Clients() => new([_payrep, _meld], "default", _time, new ListLogger());
}
