using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using PayrepMeld.ActivityLogs.Http;

namespace PayrepMeld.ActivityLogs.Tests.Http;

[Collection(nameof(Alone))]
public sealed class TelemetryTests
{
    private const string Canary = "canary-5e1f";

    [Fact]
    public async Task Requests_are_counted_traced_and_logged_without_query_or_secret()
    {
        var seen = new ConcurrentQueue<string>();
        var requests = 0L;
        using var meters = new MeterListener();
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == ActivityLogTelemetry.MeterName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            seen.Enqueue(instrument.Name + string.Join(',', tags.ToArray()));
            requests += instrument.Name == ActivityLogTelemetry.RequestsInstrument ? value : 0;
        });
        meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => seen.Enqueue(instrument.Name + string.Join(',', tags.ToArray())));
        meters.Start();
        using var activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ActivityLogTelemetry.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => seen.Enqueue(activity.DisplayName + activity.Status + string.Join(',', activity.TagObjects)),
        };
        ActivitySource.AddActivityListener(activities);

        using var stub = new Stub(
            ActivityLogVendor.Meld,
            (number, _) => Task.FromResult(number switch
            {
                1 => Stub.Answer(503, $$"""{"message":"{{Canary}}"}"""),
                2 => Stub.Answer(429, "", "1"),
                _ => Stub.Answer(400, $$"""{"message":"{{Canary}}"}"""),
            }),
            logger: new Recorder(seen));
        stub.Channel.Secrets.Add(Canary);
        using var request = stub.Request("/activity-log?customerId=" + Canary);
        request.Headers.TryAddWithoutValidation("Authorization", "BASIC " + Canary);
        await stub.RunAsync(request);

        requests.Should().Be(3);
        var text = string.Join('\n', seen);
        text.Should().NotContain(Canary).And.NotContain("customerId");
        text.Should().Contain("activitylogs.callError").And.Contain("[url.path, /activity-log]").And.Contain("[activitylogs.attempts, 3]");
        text.Should().Contain("activitylogs.retries").And.Contain("activitylogs.throttle.wait").And.Contain("activitylogs.request.duration");
        text.Should().Contain("1:Retrying").And.Contain("2:Throttled");
    }

    [Fact]
    public void Where_nobody_listens_no_clock_is_read_and_no_span_made()
    {
        var noClock = new NoClock();
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://meld.test/activity-log");

        Telemetry.StartRequest(noClock).Should().BeNull();
        Telemetry.StartPage(noClock).Should().BeNull();
        Telemetry.StartCall(ActivityLogVendor.Meld, request).Should().BeNull();
        Telemetry.Followed(PayrepActivity.Parse("""{"id":"a","created_at":"2026-04-15T12:00:00Z"}"""u8), noClock);
    }

    private sealed class NoClock : TimeProvider
    {
        public override long GetTimestamp() => throw new InvalidOperationException("Nobody wants to know.");

        public override DateTimeOffset GetUtcNow() => throw new InvalidOperationException("Nobody wants to know.");
    }

    private sealed class Recorder(ConcurrentQueue<string> seen) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            seen.Enqueue($"{eventId.Id}:{eventId.Name} {formatter(state, exception)} {exception}");
    }
}
