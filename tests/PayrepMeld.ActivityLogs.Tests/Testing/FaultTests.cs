using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Tests.Testing;

/// <summary>Each fault is seen through a real <see cref="HttpClient"/>: on the socket, and in memory the same.</summary>
public abstract class FaultTests : IAsyncLifetime
{
    private const string Range = "/activity-log?start=2026-01-01T00:00:00Z&end=2027-01-01T00:00:00Z";
    private FakePayrep _payrep = null!;
    private FakeCaller _caller = null!;

    private protected FakeTime Time { get; } = new();

    public async Task InitializeAsync()
    {
        var options = new FakePayrepOptions { TimeProvider = Time };
        foreach (var row in Switches.PayrepRows(12))
        {
            options.Rows.Add(row);
        }

        _payrep = new FakePayrep(options);
        _caller = await CallerAsync(_payrep);
        _caller.Authorization = "Bearer payrep-test-token";
    }

    public async Task DisposeAsync()
    {
        _caller.Dispose();
        await CloseAsync();
    }

    [Fact]
    public async Task A_status_comes_with_its_headers_and_body()
    {
        _payrep.Faults.Enqueue(Fault.Status(429, retryAfter: "7", body: "{}", new Dictionary<string, string>(StringComparer.Ordinal) { ["X-Test"] = "1" }));

        using var response = await FetchAsync();

        response.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        response.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(7));
        response.Headers.GetValues("X-Test").Should().Equal("1");
        (await response.Content.ReadAsStringAsync()).Should().Be("{}");
        (await RowsAsync()).Should().HaveCount(12);
    }

    [Theory]
    [InlineData("80", 200)]
    [InlineData("42", 401)]
    public async Task A_payrep_code_comes_under_any_status(string code, int status)
    {
        _payrep.Faults.Enqueue(Fault.PayrepCode(code, "words", status));
        var answer = await _caller.FetchAsync(status: status);
        answer.GetProperty("response_code").GetString().Should().Be(code);
        answer.GetProperty("status").GetBoolean().Should().BeFalse();
    }

    [Fact]
    public async Task A_meld_error_is_its_error_object()
    {
        var fake = new FakeMeld();
        fake.Faults.Enqueue(Fault.MeldError(403, "FORBIDDEN", requestId: "r-1"));
        using var caller = await CallerAsync(fake);
        (await caller.JsonAsync(HttpMethod.Get, Range, status: 403)).GetProperty("requestId").GetString().Should().Be("r-1");
    }

    [Fact]
    public async Task A_delay_is_on_the_fakes_clock()
    {
        _payrep.Faults.Enqueue(Fault.Delayed(TimeSpan.FromMinutes(5)), Fault.Status(503).After(TimeSpan.FromMinutes(1)));

        using (var late = await Time.DriveAsync(FetchAsync(), TimeSpan.FromSeconds(10)))
        {
            late.StatusCode.Should().Be(HttpStatusCode.OK);
            Time.Elapsed.Should().BeGreaterThanOrEqualTo(TimeSpan.FromMinutes(5));
        }

        using var failed = await Time.DriveAsync(FetchAsync(), TimeSpan.FromSeconds(10));
        failed.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stall_lasts_until_the_caller_gives_up(bool headers)
    {
        _payrep.Faults.Enqueue(headers ? Fault.StallHeaders() : Fault.StallBody());
        using var cancel = new CancellationTokenSource();

        var call = ReadAsync(cancel.Token);
        await _payrep.Journal.WaitForAsync(1);
        call.IsCompleted.Should().BeFalse();
        _payrep.Journal.InFlight.Should().Be(1);
        await cancel.CancelAsync();

        await call.Invoking(c => c).Should().ThrowAsync<OperationCanceledException>();
        await EventuallyAsync(() => _payrep.Journal.InFlight == 0);
        _payrep.Journal.Requests[0].Aborted.Should().BeTrue();
    }

    [Fact]
    public async Task A_stalled_body_brings_its_first_bytes()
    {
        _payrep.Faults.Enqueue(Fault.StallBody(afterBytes: 5));
        using var response = await FetchAsync();
        await using var body = await response.Content.ReadAsStreamAsync();
        var first = new byte[5];
        await body.ReadExactlyAsync(first);
        Encoding.UTF8.GetString(first).Should().Be("{\"sta");
        body.ReadAsync(new byte[1]).AsTask().IsCompleted.Should().BeFalse();
    }

    [Fact]
    public async Task A_dripping_body_takes_its_time_and_is_whole()
    {
        _payrep.Faults.Enqueue(Fault.Drip(500, TimeSpan.FromSeconds(1)));
        var body = await Time.DriveAsync(ReadAsync(), TimeSpan.FromMilliseconds(500));
        Time.Elapsed.Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(body.Length / 500));
        JsonDocument.Parse(body).RootElement.GetProperty("data").GetArrayLength().Should().Be(12);
        await EventuallyAsync(() => _payrep.Journal.InFlight == 0);
        _payrep.Journal.Requests[0].Aborted.Should().BeFalse();
    }

    [Fact]
    public async Task A_reset_before_the_headers_is_a_transport_error()
    {
        _payrep.Faults.Always(Fault.Reset());
        await FluentActions.Awaiting(() => FetchAsync()).Should().ThrowAsync<HttpRequestException>();
        await EventuallyAsync(() => _payrep.Journal.InFlight == 0);
        _payrep.Journal.Requests[0].Aborted.Should().BeTrue();
        _payrep.Journal.Requests[0].AnsweredWith.Should().BeNull();
    }

    [Fact]
    public async Task A_reset_within_the_body_is_an_io_error_after_the_status()
    {
        _payrep.Faults.Enqueue(Fault.ResetInBody(100));
        using var response = await FetchAsync();
        response.StatusCode.Should().Be(HttpStatusCode.OK);
        await using var body = await response.Content.ReadAsStreamAsync();
        await FluentActions.Awaiting(() => body.CopyToAsync(Stream.Null)).Should().ThrowAsync<IOException>();
    }

    [Fact]
    public async Task A_truncated_body_ends_before_its_length()
    {
        _payrep.Faults.Enqueue(Fault.Truncate());
        using var response = await FetchAsync();
        var declared = response.Content.Headers.ContentLength;
        await using var body = await response.Content.ReadAsStreamAsync();
        using var copy = new MemoryStream();
        var error = await FluentActions.Awaiting(() => body.CopyToAsync(copy)).Should().ThrowAsync<HttpIOException>();
        error.Which.HttpRequestError.Should().Be(HttpRequestError.ResponseEnded);
        copy.Length.Should().Be(declared / 2);
    }

    [Fact]
    public async Task Json_can_be_cut_though_the_message_is_whole()
    {
        _payrep.Faults.Enqueue(Fault.CutJson(40));
        (await ReadAsync()).Should().HaveCount(40);
    }

    [Fact]
    public async Task Bodies_can_be_anything()
    {
        _payrep.Faults.Enqueue(Fault.Html(), Fault.PlainText(502), Fault.Garbage(), Fault.EmptyBody(), Fault.ContentType("text/csv"));
        (await SeenAsync()).Should().StartWith("200 text/html <!DOCTYPE");
        (await SeenAsync()).Should().Be("502 text/plain upstream connect error");
        (await SeenAsync()).Should().StartWith("200 application/json \u001f\0");
        (await SeenAsync()).Should().Be("200 application/json ");
        (await SeenAsync()).Should().StartWith("200 text/csv {\"status\":true");
    }

    [Fact]
    public async Task An_oversize_body_is_valid_json_of_that_size()
    {
        _payrep.Faults.Enqueue(Fault.Oversize(3_000_000));
        var body = await ReadAsync();
        body.Should().HaveCount(3_000_000);
        JsonDocument.Parse(body).RootElement.GetProperty("data").GetArrayLength().Should().Be(12);
    }

    [Fact]
    public async Task A_bomb_grows_when_it_is_decompressed()
    {
        _payrep.Faults.Enqueue(Fault.CompressedBomb(20_000_000));
        using var response = await FetchAsync();
        response.Content.Headers.ContentLength.Should().BeNull();
        await using var body = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[81920];
        var total = 0L;
        for (int read; (read = await body.ReadAsync(buffer)) > 0;)
        {
            total += read;
        }

        total.Should().Be(20_000_000);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        _payrep.Faults.Enqueue(Fault.Redirect(new Uri("https://elsewhere.test/x"), 307));
        using var response = await FetchAsync();
        response.StatusCode.Should().Be(HttpStatusCode.TemporaryRedirect);
        response.Headers.Location.Should().Be(new Uri("https://elsewhere.test/x"));
    }

    [Fact]
    public async Task Pages_can_be_wrong()
    {
        var all = _payrep.List().Select(row => row.Id).ToList();
        var last = (await _caller.FetchAsync(new { limit = 4 })).GetProperty("data")[3];
        var cursor = new { limit = 4, cursor_created_at = last.GetProperty("created_at").GetString(), cursor_id = last.GetProperty("id").GetString() };
        _payrep.Faults.Enqueue(Fault.DuplicateRow(), Fault.StuckCursor(), Fault.RepeatedPage(), Fault.None);

        (await RowsAsync(cursor)).Should().Equal(all[4], all[4], all[5], all[6], all[7]);
        (await RowsAsync(cursor)).Should().Equal(all[4], all[5], all[6], all[7], all[3]);
        (await RowsAsync()).Should().Equal(all[4], all[5], all[6], all[7], all[3]);
        (await RowsAsync(cursor)).Should().Equal(all[4..8]);
        _payrep.Faults.Enqueue(Fault.DataNull(), Fault.DataAbsent());
        (await _caller.FetchAsync()).GetProperty("data").ValueKind.Should().Be(JsonValueKind.Null);
        (await _caller.FetchAsync()).TryGetProperty("data", out _).Should().BeFalse();
    }

    [Fact]
    public async Task Something_can_happen_just_before_the_answer()
    {
        _payrep.Faults.Enqueue(Fault.Do(() => _payrep.Insert(new PayrepRow { Id = "late", CreatedAt = Switches.Noon.AddYears(-1) })), Fault.ExpiredToken());
        (await RowsAsync()).Should().HaveCount(13).And.EndWith("late");
        (await _caller.FetchAsync()).GetProperty("response_code").GetString().Should().Be("42");
    }

    [Fact]
    public async Task Faults_are_taken_by_the_requests_they_are_meant_for()
    {
        _payrep.Faults.EnqueueFor("/web/login", Fault.Status(500));
        _payrep.Faults.When(request => request.Number == 3, Fault.Status(501), times: 1);
        _payrep.Faults.When(request => request.BodyText.Contains("\"limit\":7", StringComparison.Ordinal), Fault.Status(502));
        _payrep.Faults.Pending.Should().Be(2);

        await _caller.FetchAsync();
        using var refused = await _caller.SendAsync(HttpMethod.Post, FakeCaller.FetchPath, """{"limit":7}""");
        refused.StatusCode.Should().Be(HttpStatusCode.BadGateway);
        (await SeenAsync()).Should().StartWith("501");
        using var login = await _caller.SendAsync(HttpMethod.Post, FakeCaller.LoginPath, "{}");

        login.StatusCode.Should().Be(HttpStatusCode.InternalServerError);
        _payrep.Faults.Pending.Should().Be(0);
        _payrep.Journal.Requests.Select(request => request.AnsweredWith).Should().Equal(200, 502, 501, 500);
        _payrep.Faults.Clear();
        (await RowsAsync(new { limit = 7 })).Should().HaveCount(7);
    }

    [Fact]
    public async Task The_journal_keeps_what_was_asked()
    {
        _payrep.Faults.Enqueue(Fault.Delayed(TimeSpan.FromSeconds(1)), Fault.Delayed(TimeSpan.FromSeconds(1)), Fault.Delayed(TimeSpan.FromSeconds(1)));
        var calls = Task.WhenAll(FetchAsync(), FetchAsync(), _caller.SendAsync(HttpMethod.Post, FakeCaller.FetchPath + "?a=b%20c&d", """{"limit":1}"""));
        await _payrep.Journal.WaitForAsync(3);
        await Time.DriveAsync(calls);

        var asked = _payrep.Journal.Requests.Single(request => request.Query.Length > 0);
        asked.Method.Should().Be("POST");
        asked.Path.Should().Be(FakeCaller.FetchPath);
        asked.QueryParameters().Should().Equal(new("a", "b c"), new KeyValuePair<string, string>("d", ""));
        asked.Header("authorization").Should().Be("Bearer payrep-test-token");
        asked.Header("Content-Type").Should().StartWith("application/json");
        asked.BodyText.Should().Be("""{"limit":1}""");
        asked.At.Should().Be(new DateTimeOffset(2026, 4, 15, 12, 0, 0, TimeSpan.Zero));
        _payrep.Journal.MaxInFlight.Should().Be(3);
        _payrep.Journal.Count.Should().Be(3);
        _payrep.Journal.For(FakeCaller.FetchPath).Should().HaveCount(3);
    }

    private protected abstract Task<FakeCaller> CallerAsync(FakePayrep fake);

    private protected abstract Task<FakeCaller> CallerAsync(FakeMeld fake);

    private protected virtual Task CloseAsync() => Task.CompletedTask;

    private Task<HttpResponseMessage> FetchAsync(CancellationToken cancellationToken = default) =>
        _caller.SendAsync(HttpMethod.Post, FakeCaller.FetchPath, cancellationToken: cancellationToken);

    private async Task<byte[]> ReadAsync(CancellationToken cancellationToken = default)
    {
        using var response = await FetchAsync(cancellationToken);
        return await response.Content.ReadAsByteArrayAsync(cancellationToken);
    }

    private async Task<string> SeenAsync()
    {
        using var response = await FetchAsync();
        return $"{(int)response.StatusCode} {response.Content.Headers.ContentType?.MediaType} {await response.Content.ReadAsStringAsync()}";
    }

    private async Task<List<string>> RowsAsync(object? body = null) =>
        [.. (await _caller.FetchAsync(body)).GetProperty("data").EnumerateArray().Select(row => row.GetProperty("id").GetString()!)];

    /// <summary>What another thread does on a socket: bounded by real time, ended by the fact.</summary>
    private static async Task EventuallyAsync(Func<bool> fact)
    {
        var real = Stopwatch.StartNew();
        while (!fact() && real.Elapsed < TimeSpan.FromSeconds(10))
        {
            await Task.Yield();
        }

        fact().Should().BeTrue();
    }
}

public sealed class InMemoryFaultTests : FaultTests
{
    private protected override Task<FakeCaller> CallerAsync(FakePayrep fake) => Task.FromResult(FakeCaller.Of(fake));

    private protected override Task<FakeCaller> CallerAsync(FakeMeld fake) => Task.FromResult(FakeCaller.Of(fake));
}

public sealed class SocketFaultTests : FaultTests
{
    private readonly List<IAsyncDisposable> _servers = [];

    private protected override async Task<FakeCaller> CallerAsync(FakePayrep fake)
    {
        var server = await FakePayrepServer.StartAsync(fake);
        _servers.Add(server);
        return Caller(server.BaseAddress);
    }

    private protected override async Task<FakeCaller> CallerAsync(FakeMeld fake)
    {
        var server = await FakeMeldServer.StartAsync(fake);
        _servers.Add(server);
        var caller = Caller(server.BaseAddress);
        caller.Authorization = "BASIC meld-test-key";
        return caller;
    }

    private protected override async Task CloseAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }
    }

    private static FakeCaller Caller(Uri baseAddress) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.All }, baseAddress);
}
