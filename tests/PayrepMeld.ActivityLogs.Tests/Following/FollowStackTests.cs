using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Tests.Following;

/// <summary>The whole client over both fakes: what they do on the wire, and what the resilience of each call makes of it.</summary>
public sealed class FollowStackTests
{
    private readonly FakeTime _time = new();
    private readonly FakePayrep _payrep;
    private readonly FakeMeld _meld;

    public FollowStackTests()
    {
        _payrep = new FakePayrep(new FakePayrepOptions { TimeProvider = _time, DateZone = TimeSpan.FromHours(1) });
        _meld = new FakeMeld(new FakeMeldOptions { TimeProvider = _time, InclusiveCursor = true });
    }

    private DateTimeOffset Now => _time.GetUtcNow();

    [Fact]
    public async Task Outages_throttling_and_garbage_are_survived()
    {
        await using var client = new InMemoryActivityLogClient(_payrep, _meld);
        var errors = new List<ActivityLogErrorKind>();
        var options = new FollowOptions { OnError = (error, _) => errors.Add(error.Kind), PollInterval = TimeSpan.FromSeconds(1) };
        await using var entries = client.FollowAsync(new ActivityLogQuery { From = Now.AddMinutes(-1) }, options).GetAsyncEnumerator();
        var got = new List<string>();
        for (var i = 0; i < 30; i++)
        {
            if (i % 10 == 3)
            {
                _payrep.Faults.EnqueueFor("/fetch_activity_logs", Fault.Status(503), Fault.PayrepCode("80"), Fault.PayrepCode("80"), Fault.Status(503), Fault.Status(503), Fault.Status(503));
                _meld.Faults.Enqueue(Fault.Status(429, retryAfter: "90"), Fault.Body("<<<"), Fault.Body("[]"));
            }

            _payrep.Insert(new PayrepRow { Id = $"p{i:00}", CreatedAt = Now.AddSeconds(-1) });
            _meld.Insert(new MeldRow { Key = $"m{i:00}", OccurredAt = Now });
            for (var j = 0; j < 2; j++)
            {
                (await _time.DriveAsync(entries.MoveNextAsync().AsTask(), TimeSpan.FromMilliseconds(250))).Should().BeTrue();
                got.Add(entries.Current.Id);
            }
        }

        got.Should().OnlyHaveUniqueItems().And.HaveCount(60);
        errors.Should().Contain(ActivityLogErrorKind.Unavailable).And.Contain(ActivityLogErrorKind.Protocol);
    }

    [Fact]
    public async Task Refused_credentials_end_it()
    {
        await using var client = new InMemoryActivityLogClient(meld: _meld);
        await using var entries = client.FollowAsync(new ActivityLogQuery { From = Now.AddMinutes(-1) }).GetAsyncEnumerator();
        _meld.Insert(new MeldRow { Key = "m", OccurredAt = Now });
        await _time.DriveAsync(entries.MoveNextAsync().AsTask());
        _meld.Faults.Enqueue(Fault.Status(401));

        var next = entries.MoveNextAsync().AsTask();

        (await entries.Awaiting(_ => _time.DriveAsync(next)).Should().ThrowAsync<ActivityLogException>()).Which.Kind.Should().Be(ActivityLogErrorKind.Unauthorized);
    }
}
