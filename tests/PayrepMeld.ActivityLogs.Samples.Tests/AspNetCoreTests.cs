using System.Net;
using System.Text;
using System.Text.Json;
using PayrepMeld.ActivityLogs.Samples.Tests.Infrastructure;
using PayrepMeld.ActivityLogs.Testing;

namespace PayrepMeld.ActivityLogs.Samples.Tests;

public sealed class AspNetCoreTests
{
    private const string All = "?from=2026-01-01";

    [Fact]
    public async Task The_whole_log_comes_once_with_the_vendors_bytes_and_ends_well()
    {
        await using var run = await WebRun.StartAsync(rows: 3_000);
        using var response = await run.GetAsync(All);
        var lines = (await response.Content.ReadAsStringAsync()).Split('\n');

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.ToString().Should().Be("application/x-ndjson; charset=utf-8");
        (response.Headers.CacheControl!.NoStore, response.Headers.TransferEncodingChunked).Should().Be((true, true));

        var expected = new List<string>();
        await foreach (var entry in run.Log.ReadEntriesAsync(new ActivityLogQuery { From = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), IncludeRaw = true }))
        {
            expected.Add($$"""{"vendor":"{{entry.Vendor}}","account":"default","id":"{{entry.Id}}","occurredAt":{{JsonSerializer.Serialize(entry.OccurredAt.UtcDateTime)}},"outcome":"{{entry.Outcome}}","row":{{Encoding.UTF8.GetString(entry.Raw.Span)}}}""");
        }

        expected.Should().HaveCount(6_000).And.OnlyHaveUniqueItems();
        lines.Should().Equal(expected.Append(""));
    }

    [Fact]
    public async Task Health_is_what_the_vendors_answered()
    {
        await using var run = await WebRun.StartAsync(rows: 10);
        using var well = await run.Client.GetAsync(new Uri("health", UriKind.Relative));

        (well.StatusCode, await well.Content.ReadAsStringAsync()).Should().Be((HttpStatusCode.OK, "Healthy"));

        run.Fakes.Meld.Faults.When(_ => true, Fault.MeldError(401));
        using var refused = await run.GetAsync(All);
        using var ill = await run.Client.GetAsync(new Uri("health", UriKind.Relative));

        (ill.StatusCode, await ill.Content.ReadAsStringAsync()).Should().Be((HttpStatusCode.ServiceUnavailable, "Unhealthy"));
    }

    [Theory]
    [InlineData("?vendor=payrep&limit=7&from=2026-01-01", 7, "Payrep")]
    [InlineData("?vendor=MELD&limit=150&from=2026-01-01T00:00:00.5Z", 150, "Meld")]
    [InlineData("?outcome=failure&limit=5&from=2026-01-01T00:00%2B01:00", 5, "\"outcome\":\"Failure\"")]
    [InlineData("?from=2026-01-01&to=2026-01-02", 0, "")]
    public async Task Parameters_choose(string query, int count, string each)
    {
        await using var run = await WebRun.StartAsync(rows: 1_000);
        using var response = await run.GetAsync(query);
        var lines = (await response.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        lines.Should().HaveCount(count);
        lines.Where(line => !line.Contains(each, StringComparison.Ordinal)).Should().BeEmpty();
    }

    [Theory]
    [InlineData("?limit=0", "limit")]
    [InlineData("?limit=-1", "limit")]
    [InlineData("?limit=1.5", "limit")]
    [InlineData("?limit=", "limit")]
    [InlineData("?limit=99999999999999999999", "limit")]
    [InlineData("?limit=1&limit=2", "limit")]
    [InlineData("?from=yesterday", "from")]
    [InlineData("?from=2026-02-30", "from")]
    [InlineData("?to=2026-01-01T00:00+01:00", "to")]
    [InlineData("?from=2026-01-02&to=2026-01-01", "query")]
    [InlineData("?outcome=failed", "outcome")]
    [InlineData("?outcome=2", "outcome")]
    [InlineData("?vendor=stripe", "vendor")]
    [InlineData("?form=2026-01-01", "form")]
    public async Task A_bad_parameter_is_a_400_that_names_it(string query, string parameter)
    {
        await using var run = await WebRun.StartAsync(rows: 10);
        using var response = await run.GetAsync(query);
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());

        (response.StatusCode, response.Content.Headers.ContentType!.MediaType).Should().Be((HttpStatusCode.BadRequest, "application/problem+json"));
        body.RootElement.GetProperty("errors").EnumerateObject().Select(e => e.Name).Should().Equal(parameter);
        run.Fakes.Payrep.Journal.Count.Should().Be(0, "no vendor is asked");
    }

    [Theory]
    [InlineData(401, null, 502, null, "Meld refused the credentials.")]
    [InlineData(302, null, 502, null, "Meld answered something unexpected.")]
    [InlineData(429, "7200", 503, "7200", "Meld asks for fewer requests.")]
    [InlineData(503, null, 503, null, "Meld cannot be reached.")]
    [InlineData(422, null, 400, null, "Meld refused the request.")]
    public async Task A_vendors_error_before_the_first_byte_is_a_status(int vendors, string? vendorsWait, int status, string? wait, string title)
    {
        await using var run = await WebRun.StartAsync(rows: 10);
        run.Fakes.Meld.Faults.Always(Fault.Status(vendors, vendorsWait));
        using var response = await run.GetAsync("");
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());

        ((int)response.StatusCode, response.Content.Headers.ContentType!.MediaType).Should().Be((status, "application/problem+json"));
        response.Headers.RetryAfter?.ToString().Should().Be(wait);
        body.RootElement.GetProperty("title").GetString().Should().Be(title);
        body.RootElement.GetProperty("vendor").GetString().Should().Be("Meld");
    }

    [Fact]
    public async Task An_error_after_the_first_byte_breaks_the_connection()
    {
        await using var run = await WebRun.StartAsync(rows: 3_000);
        var first = run.Fakes.Meld.Journal.Count;
        run.Fakes.Meld.Faults.When(request => request.Number > first + 10, Fault.MeldError(401));
        using var response = await run.GetAsync(All);
        using var body = new StreamReader(await response.Content.ReadAsStreamAsync());

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        var lines = 0;
        var read = async () =>
        {
            while (await body.ReadLineAsync() is not null)
            {
                lines++;
            }
        };
        await read.Should().ThrowAsync<IOException>();
        lines.Should().BeInRange(100, 5_999);
    }

    [Fact]
    public async Task A_reader_who_leaves_ends_the_requests()
    {
        await using var run = await WebRun.StartAsync(rows: 20_000);
        run.Fakes.Meld.Faults.Always(Fault.Delayed(TimeSpan.FromMilliseconds(20)));
        using (var response = await run.GetAsync(All))
        {
            using var body = new StreamReader(await response.Content.ReadAsStreamAsync());
            (await body.ReadLineAsync()).Should().StartWith("{\"vendor\":");
        }

        // Without the cancellation it would come after all 200 pages.
        await run.Fakes.QuietAsync();
        run.Fakes.Meld.Journal.Count.Should().BeLessThan(100);
    }

    [Fact]
    public async Task A_reader_who_stays_gets_more_requests_in_that_time()
    {
        await using var run = await WebRun.StartAsync(rows: 20_000);
        run.Fakes.Meld.Faults.Always(Fault.Delayed(TimeSpan.FromMilliseconds(20)));
        using var response = await run.GetAsync(All);
        (await response.Content.ReadAsStringAsync()).Count(c => c == '\n').Should().Be(40_000);

        run.Fakes.Meld.Journal.Count.Should().BeGreaterThan(150);
    }

    [Fact]
    public async Task The_first_lines_do_not_wait_for_the_rest()
    {
        await using var run = await WebRun.StartAsync(rows: 3_000);
        var first = run.Fakes.Meld.Journal.Count;
        run.Fakes.Meld.Faults.When(request => request.Number > first + 4, Fault.StallHeaders());
        using var response = await run.GetAsync(All).WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System);
        using var body = new StreamReader(await response.Content.ReadAsStreamAsync());

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        (await body.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System)).Should().StartWith("{\"vendor\":");
    }

    [Fact]
    public async Task A_server_that_stops_breaks_off_at_once()
    {
        await using var run = await WebRun.StartAsync(rows: 3_000);
        run.Fakes.Meld.Faults.When(request => request.Number > 4, Fault.StallHeaders());
        using var response = await run.GetAsync(All);
        using var body = new StreamReader(await response.Content.ReadAsStreamAsync());
        await body.ReadLineAsync();

        await run.StopAsync().WaitAsync(TimeSpan.FromSeconds(5), TimeProvider.System);

        await ((Func<Task>)(async () => await body.ReadToEndAsync())).Should().ThrowAsync<IOException>();
    }

    [Fact]
    public async Task A_row_of_many_lines_is_one_line_and_an_unreadable_one_is_not_lost()
    {
        await using var run = await WebRun.StartAsync(rows: 0);
        var now = TimeProvider.System.GetUtcNow().AddMinutes(-5);
        run.Fakes.Payrep.Vendor.Insert(new PayrepRow { Id = "a", CreatedAt = now }.WithRawJson(
            $$"""{"id":"a",{{"\r\n"}} "created_at":"{{now:yyyy-MM-ddTHH:mm:ssZ}}",{{"\n"}} "message":"x\ny \ud800"}"""));
        run.Fakes.Payrep.Vendor.Insert(new PayrepRow { Id = "b", CreatedAt = now }.WithRawJson("""{"id":"b","created_at":"never"}"""));
        using var response = await run.GetAsync("");
        var lines = (await response.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        lines.Should().HaveCount(2);
        lines.Should().ContainSingle(line => line.EndsWith($$$"""
            "row":{"id":"a",   "created_at":"{{{now:yyyy-MM-ddTHH:mm:ssZ}}}",  "message":"x\ny \ud800"}}
            """, StringComparison.Ordinal));
        using var unreadable = JsonDocument.Parse(lines.Single(line => line.Contains("unreadable", StringComparison.Ordinal)));
        unreadable.RootElement.GetProperty("bytes").GetBytesFromBase64().Should().Equal("""{"id":"b","created_at":"never"}"""u8.ToArray());
    }

    [CtrlCFact]
    public async Task Ctrl_C_ends_the_server_with_130()
    {
        using var process = ProgramProcess.Start("AspNetCore", [("ASPNETCORE_URLS", "http://127.0.0.1:0")]);
        await process.UntilAsync(() => process.Output.Contains("Application started", StringComparison.Ordinal));
        process.Interrupt();

        (await process.ExitedAsync(), process.Errors.Trim()).Should().Be((130, "Interrupted."));
        process.Output.Should().Contain("No vendor is configured").And.Contain("Now listening on: http://127.0.0.1:");
    }

    [Fact]
    public async Task A_bad_configuration_ends_the_server_with_lines()
    {
        using var process = ProgramProcess.Start("AspNetCore", [("ActivityLogs__Meld__ApyKey", "x")]);

        (await process.ExitedAsync()).Should().Be(2);
        process.Errors.Should().Contain("ActivityLogs:Meld:ApyKey is not a known key").And.NotContain("   at ");
    }

    [Fact]
    public async Task Arguments_that_cannot_be_read_end_the_server_with_a_line()
    {
        using var process = ProgramProcess.Start("AspNetCore", [], "-x=1");

        (await process.ExitedAsync()).Should().Be(2);
        process.Errors.Should().MatchRegex("^The arguments cannot be read: [^\n]+\n$");
    }
}
