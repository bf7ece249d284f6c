using PayrepMeld.ActivityLogs.Tests.Infrastructure;
using PayrepMeld.ActivityLogs.Tests.Transport;

namespace PayrepMeld.ActivityLogs.Tests.Payrep;

public sealed class PayrepTokenTests
{
    private readonly FakeTime _time = new();
    private readonly AuthVendor _vendor = new();

    public static TheoryData<string> UnsendableTokens => new() { "abc\r\nX-Evil: 1", "abc\r", "\nabc", "a\0b", "a\tb", "a\u007Fb", "abcé", "abc\u2028", "" };

    [Fact]
    public async Task A_given_token_is_sent_as_it_is()
    {
        _vendor.Accept("given.token");

        await FetchAsync(new PayrepOptions { Token = "given.token" });

        _vendor.Wire.Sent.Should().ContainSingle().Which.Authorization.Should().Be("Bearer given.token");
    }

    [Fact]
    [Trait("Fault", "19")]
    public async Task A_given_token_that_is_refused_is_Unauthorized_for_there_is_nothing_to_renew_from()
    {
        var error = await FailAsync(new PayrepOptions { Token = "given.token" });

        error.Should().BeEquivalentTo(new { Kind = ActivityLogErrorKind.Unauthorized, VendorCode = "42", Attempts = 1 });
        _vendor.Wire.Sent.Should().ContainSingle();
    }

    [Fact]
    public async Task Without_credentials_nothing_is_sent()
    {
        (await FailAsync(new PayrepOptions())).Should().BeEquivalentTo(new { Kind = ActivityLogErrorKind.Unauthorized, Attempts = 0 });
        (await FailAsync(new PayrepOptions { Email = "ops@example.test" })).Kind.Should().Be(ActivityLogErrorKind.Unauthorized);

        _vendor.Wire.Sent.Should().BeEmpty();
    }

    [Theory]
    [Trait("Fault", "46")]
    [MemberData(nameof(UnsendableTokens))]
    public async Task A_token_that_cannot_stand_in_a_header_is_refused_wherever_it_comes_from(string token)
    {
        var given = await FailAsync(new PayrepOptions { Token = token });
        var provided = await FailAsync(new PayrepOptions { TokenProvider = (_, _) => ValueTask.FromResult(token) });
        _vendor.OnLogin = _ => Task.FromResult<HttpResponseMessage?>(WireStub.Payrep($$"""{"access":{{System.Text.Json.JsonSerializer.Serialize(token)}},"refresh":"refresh-1"}"""));
        var issued = await FailAsync(new PayrepOptions { Email = "ops@example.test", Password = "p4ssword" });

        // A login without a token is nonsense, not a refusal.
        issued.Kind.Should().Be(token.Length == 0 ? ActivityLogErrorKind.Protocol : ActivityLogErrorKind.Unauthorized);
        _vendor.Pages.Should().Be(0);
        foreach (var error in new[] { given, provided })
        {
            error.Should().BeEquivalentTo(new { Kind = ActivityLogErrorKind.Unauthorized, Attempts = 0 });
        }

        foreach (var error in new[] { given, provided, issued }.Where(_ => token.Length > 0))
        {
            error.ToString().Should().NotContain(token).And.NotContain("X-Evil");
        }
    }

    [Fact]
    public async Task A_provider_is_asked_first_without_and_then_with_the_refused_token_once_for_all()
    {
        var asked = new List<string?>();
        var options = new PayrepOptions
        {
            TokenProvider = (refused, _) =>
            {
                asked.Add(refused);
                _vendor.Accept($"provided-{asked.Count}");
                return ValueTask.FromResult($"provided-{asked.Count}");
            },
        };
        var api = SdkStack.Payrep(_vendor.Wire, options, _time);
        await FetchAsync(api);
        _vendor.Expire();

        await Task.WhenAll(FetchAsync(api), FetchAsync(api), FetchAsync(api));

        asked.Should().Equal(null, "provided-1");
    }

    [Fact]
    public async Task A_provider_that_returns_the_refused_token_is_Unauthorized()
    {
        var error = await FailAsync(new PayrepOptions { TokenProvider = (_, _) => ValueTask.FromResult("same.token") });

        error.Kind.Should().Be(ActivityLogErrorKind.Unauthorized);
        error.ToString().Should().NotContain("same.token");
        _vendor.Pages.Should().Be(1);
    }

    [Fact]
    public async Task A_provider_that_returns_null_is_Unauthorized()
    {
        (await FailAsync(new PayrepOptions { TokenProvider = (_, _) => ValueTask.FromResult<string>(null!) })).Kind.Should().Be(ActivityLogErrorKind.Unauthorized);
        _vendor.Wire.Sent.Should().BeEmpty();
    }

    [Fact]
    public async Task A_provider_that_fails_is_Unavailable_with_its_failure_inside()
    {
        var failure = new InvalidOperationException("vault is sealed");
        var cancelled = new OperationCanceledException("its own time-out, not the caller's");

        (await FailAsync(new PayrepOptions { TokenProvider = (_, _) => throw failure })).Should().BeEquivalentTo(
            new { Kind = ActivityLogErrorKind.Unavailable, Attempts = 0, InnerException = failure });
        (await FailAsync(new PayrepOptions { TokenProvider = (_, _) => ValueTask.FromException<string>(cancelled) })).Should().BeEquivalentTo(
            new { Kind = ActivityLogErrorKind.Unavailable, Attempts = 0 });
    }

    [Fact]
    public async Task A_provider_that_never_answers_is_given_up_after_TotalTimeout()
    {
        var options = new PayrepOptions { TokenProvider = (_, _) => new ValueTask<string>(new TaskCompletionSource<string>().Task) };

        var error = await FluentActions.Awaiting(() => _time.DriveAsync(FetchAsync(options), TimeSpan.FromSeconds(1)))
            .Should().ThrowAsync<ActivityLogException>();

        error.Which.Kind.Should().Be(ActivityLogErrorKind.Unavailable);
        _time.Elapsed.Should().BeGreaterThanOrEqualTo(options.Resilience.TotalTimeout);
    }

    [Fact]
    public async Task The_time_a_provider_takes_is_the_calls_own()
    {
        _vendor.Accept("provided");
        _vendor.OnPage = token => Task.Delay(Timeout.InfiniteTimeSpan, token);
        var options = new PayrepOptions
        {
            TokenProvider = async (_, token) =>
            {
                await Task.Delay(TimeSpan.FromSeconds(90), _time, token);
                return "provided";
            },
        };

        var error = (await FluentActions.Awaiting(() => _time.DriveAsync(FetchAsync(options))).Should().ThrowAsync<ActivityLogException>()).Which;

        error.Should().BeEquivalentTo(new { Kind = ActivityLogErrorKind.Unavailable, Attempts = 1 });
        error.Message.Should().Contain("within TotalTimeout (100 s)");
        _time.Elapsed.Should().BeCloseTo(TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_renewal_is_waited_for_no_longer_than_what_is_left_of_the_call()
    {
        var options = new PayrepOptions { TokenProvider = (refused, _) => new(refused is null ? Task.FromResult("first") : new TaskCompletionSource<string>().Task) };
        options.Resilience.AttemptTimeout = TimeSpan.FromSeconds(95);
        _vendor.OnPage = token => Task.Delay(TimeSpan.FromSeconds(90), _time, token);

        var error = (await FluentActions.Awaiting(() => _time.DriveAsync(FetchAsync(options))).Should().ThrowAsync<ActivityLogException>()).Which;

        error.Should().BeEquivalentTo(new { Kind = ActivityLogErrorKind.Unavailable, Attempts = 1, StatusCode = 401 });
        error.Message.Should().Contain("TotalTimeout (100 s)");
        _time.Elapsed.Should().BeCloseTo(TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task An_attempt_that_takes_too_long_is_told_by_its_own_limit()
    {
        _vendor.Accept("given.token");
        _vendor.OnPage = token => Task.Delay(Timeout.InfiniteTimeSpan, token);
        var options = new PayrepOptions { Token = "given.token" };
        options.Resilience.MaxRetries = 0;

        var error = (await FluentActions.Awaiting(() => _time.DriveAsync(FetchAsync(options))).Should().ThrowAsync<ActivityLogException>()).Which;

        error.Message.Should().Contain("within AttemptTimeout (15 s)");
    }

    private static Task<PayrepActivityPage> FetchAsync(IPayrepApi api) => api.FetchActivityLogsAsync(new PayrepFetchRequest());

    private Task<PayrepActivityPage> FetchAsync(PayrepOptions options) => FetchAsync(SdkStack.Payrep(_vendor.Wire, options, _time));

    private async Task<ActivityLogException> FailAsync(PayrepOptions options) =>
        (await FluentActions.Awaiting(() => FetchAsync(options)).Should().ThrowAsync<ActivityLogException>()).Which;
}
