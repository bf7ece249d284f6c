using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Reflection;
using OpenTelemetry.Metrics;
using PayrepMeld.ActivityLogs.Http;
using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.Tests.Http;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Tests.Observability;

/// <summary>What is emitted, held against what docs/observability.md says and what the constants are named. Alone: the meter and the source are the process's.</summary>
[Collection(nameof(Alone))]
public sealed class ObservabilityTests(ObservabilityTests.Observed observed) : IClassFixture<ObservabilityTests.Observed>
{
    private Collected Seen => observed.Collected;

    [Fact]
    public void Every_instrument_is_documented_and_every_documented_one_measures()
    {
        var kinds = Published().ToDictionary(i => i.Name, i => i.GetType().Name.StartsWith("Counter", StringComparison.Ordinal) ? "counter" : "histogram", StringComparer.Ordinal);
        var published = Published().Select(i => $"{i.Name}|{kinds[i.Name]}|{i.Unit}|{i.Description}");
        var measured = Seen.Measurements.Select(m => $"{m.Name}|{(m.Type == MetricType.Histogram ? "histogram" : "counter")}|{m.Unit}|{m.Description}").Distinct(StringComparer.Ordinal);
        var documented = DocumentedTelemetry.Instruments.Select(row => string.Join('|', row[..4])).ToList();

        documented.Should().BeEquivalentTo(published).And.BeEquivalentTo(measured);
    }

    [Fact]
    public void Every_instrument_has_the_documented_tags_and_no_other()
    {
        foreach (var row in DocumentedTelemetry.Instruments)
        {
            var tags = Seen.Measurements.Where(m => m.Name == row[0]).SelectMany(m => m.Tags.Keys).Distinct(StringComparer.Ordinal);
            tags.Should().BeEquivalentTo(row[4].Split(", "), row[0]);
        }
    }

    [Fact]
    public void Every_span_is_documented_with_its_tags()
    {
        var seen = Seen.Spans.SelectMany(span => span.Tags.Keys.Select(tag => $"{span.Name} {tag}")).Distinct(StringComparer.Ordinal);

        seen.Should().BeEquivalentTo(DocumentedTelemetry.SpanTags.Select(row => $"{row[0]} {row[1]}"));
        Seen.Spans.Should().OnlyContain(span => span.Kind == ActivityKind.Client && (span.Status == ActivityStatusCode.Error) == span.Tags.ContainsKey("error.type"));
    }

    [Fact]
    public void Every_log_event_is_documented_and_every_documented_one_is_logged()
    {
        var own = Seen.Events.Where(e => e.Category.StartsWith("PayrepMeld.", StringComparison.Ordinal)).ToList();
        var logged = own.Select(e => $"{e.Id.Id} {e.Id.Name} {e.Level}").Distinct(StringComparer.Ordinal);
        var constants = Constants<int>(typeof(ActivityLogEventIds)).Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Value} {c.Name}"));
        var documented = DocumentedTelemetry.Events;

        documented.Select(row => $"{row[0]} {row[1]} {row[2]}").Should().BeEquivalentTo(logged);
        documented.Select(row => $"{row[0]} {row[1]}").Should().BeEquivalentTo(constants);
        own.Should().OnlyContain(e => e.Category == ActivityLogTelemetry.LoggerCategory);
    }

    [Fact]
    public void Every_event_of_the_code_has_an_id_that_is_a_constant()
    {
        var events = typeof(IActivityLogClient).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(method => (method.Name, Event: method.GetCustomAttribute<Microsoft.Extensions.Logging.LoggerMessageAttribute>()))
            .Where(method => method.Event is not null)
            .Select(method => (method.Name, method.Event!.EventId));

        events.Should().BeEquivalentTo(Constants<int>(typeof(ActivityLogEventIds)));
    }

    [Fact]
    public void Every_name_that_is_emitted_is_a_constant_and_every_constant_is_emitted()
    {
        var emitted = Seen.Spans.Select(span => span.Name)
            .Concat(Seen.Spans.SelectMany(span => span.Tags.Keys))
            .Concat(Seen.Measurements.Select(m => m.Name))
            .Concat(Seen.Measurements.SelectMany(m => m.Tags.Keys))
            .Append("PayrepMeld.ActivityLogs");

        Constants<string>(typeof(ActivityLogTelemetry)).Select(c => c.Value).Distinct(StringComparer.Ordinal)
            .Should().BeEquivalentTo(emitted.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public void Tags_have_few_values()
    {
        var values = Seen.Measurements.SelectMany(m => m.Tags).Concat(Seen.Spans.SelectMany(s => s.Tags)).ToLookup(tag => tag.Key, tag => tag.Value?.ToString(), StringComparer.Ordinal);

        values["activitylogs.vendor"].Distinct(StringComparer.Ordinal).Should().BeEquivalentTo("Payrep", "Meld");
        values["http.request.method"].Distinct(StringComparer.Ordinal).Should().BeEquivalentTo("GET", "POST");
        values["url.path"].Distinct(StringComparer.Ordinal).Should().BeEquivalentTo(
            "/activity-log", "/api/v1/security/web/fetch_activity_logs", "/api/v1/auth/web/login", "/api/v1/auth/web/refresh");
        values["error.type"].Distinct(StringComparer.Ordinal).Should().Contain("503").And.Contain("429").And.Contain("Unavailable").And.Contain("Unauthorized").And.Contain("Protocol")
            .And.Contain("System.Net.Http.HttpRequestException").And.Contain("Polly.CircuitBreaker.BrokenCircuitException");
    }

    [Fact]
    public void Histograms_bring_boundaries_that_suit_seconds()
    {
        Bounds("activitylogs.request.duration").Should().StartWith([0.01]).And.Contain(100);
        Bounds("activitylogs.page.duration").Should().Equal(Bounds("activitylogs.request.duration"));
        Bounds("activitylogs.throttle.wait").Should().StartWith([0.5]).And.Contain(86_400);
        Bounds("activitylogs.follow.lag").Should().Equal(Bounds("activitylogs.throttle.wait"));
    }

    [Fact]
    public void What_was_measured_adds_up()
    {
        Sum("activitylogs.throttle.wait").Should().Be(1, "one 429 asked for a second");
        Sum("activitylogs.token.renewals").Should().Be(1);
        Sum("activitylogs.rows.unreadable").Should().Be(1);
        Sum("activitylogs.follow.lag").Should().BePositive();
        Sum("activitylogs.page.duration").Should().BeGreaterThan(1, "the pause is part of the time a page took");
        Sum("activitylogs.retries").Should().BeGreaterThan(3);
    }

    [Fact]
    public async Task A_reader_who_leaves_has_failed_nothing()
    {
        using var collected = new Collected();
        var meld = new FakeMeld();
        meld.Faults.Always(Fault.StallHeaders());
        await using var log = new InMemoryActivityLogClient(null, meld);
        using var left = new CancellationTokenSource();
        await using var entries = log.ReadEntriesAsync(cancellationToken: left.Token).GetAsyncEnumerator();
        var reading = entries.MoveNextAsync().AsTask();
        await meld.Journal.WaitForAsync(1);
        await left.CancelAsync();
        await reading.Awaiting(r => r).Should().ThrowAsync<OperationCanceledException>();

        collected.Measurements.Where(m => m.Name == "activitylogs.requests").Should().ContainSingle().Which.Tags.Should().NotContainKey("error.type");
        collected.Spans.Should().ContainSingle().Which.Status.Should().Be(ActivityStatusCode.Unset);
    }

    [Fact]
    public void The_lag_of_an_entry_from_a_clock_ahead_of_ours_is_zero()
    {
        var measured = new List<double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == ActivityLogTelemetry.FollowLagInstrument)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((_, lag, _, _) => measured.Add(lag));
        listener.Start();
        var time = new FakeTime();

        Telemetry.Followed(PayrepActivity.Parse("""{"id":"ahead","created_at":"2026-04-15T12:00:05Z"}"""u8), time);
        Telemetry.Followed(PayrepActivity.Parse("""{"id":"behind","created_at":"2026-04-15T11:59:58Z"}"""u8), time);

        measured.Should().Equal(0, 2);
    }

    [Fact]
    public void No_secret_customer_or_query_is_in_any_of_it()
    {
        var text = Seen.Text;

        text.Should().Contain("activitylogs.call").And.Contain("asks for fewer requests", "there is something to look at");
        text.Should().NotContainEquivalentOf("canary").And.NotContain("customerId").And.NotContain("limit=").And.NotContain("dashboard@example.com");
    }

    [Fact]
    public void Metrics_and_spans_do_not_name_accounts() =>
        Seen.Measurements.SelectMany(m => m.Tags.Values).Concat(Seen.Spans.SelectMany(s => s.Tags.Values))
            .Should().NotContain(value => Equals(value, "default") || Equals(value, "order") || Equals(value, "large"));

    private static List<Instrument> Published()
    {
        var all = new List<Instrument>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name == ActivityLogTelemetry.MeterName)
            {
                all.Add(instrument);
            }
        };
        listener.Start();
        return all;
    }

    private static IEnumerable<(string Name, T Value)> Constants<T>(Type type) => type.GetFields().Select(field => (field.Name, (T)field.GetRawConstantValue()!));

    private double Sum(string instrument) => Seen.Measurements.Where(m => m.Name == instrument).Sum(m => m.Sum);

    private IReadOnlyList<double> Bounds(string instrument) => Seen.Measurements.First(m => m.Name == instrument).Bounds;

    /// <summary>The scenario, run once.</summary>
    public sealed class Observed : IAsyncLifetime, IDisposable
    {
        internal Collected Collected { get; } = new();

        public async Task InitializeAsync()
        {
            await using var scenario = new Scenario(Collected);
            await scenario.RunAsync();
        }

        public Task DisposeAsync() => Task.CompletedTask;

        public void Dispose() => Collected.Dispose();
    }
}
