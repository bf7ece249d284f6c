using System.Net;
using System.Reflection;
using PayrepMeld.ActivityLogs.Http;

namespace PayrepMeld.ActivityLogs.Tests.Transport;

public sealed class TransportTests
{
    private const string EmptyMeldPage = """{"activities":[],"count":0,"remaining":0}""";

    [Theory]
    [InlineData("https://vendor.test", "https://vendor.test/activity-log")]
    [InlineData("https://vendor.test/", "https://vendor.test/activity-log")]
    [InlineData("https://vendor.test/a/b", "https://vendor.test/a/b/activity-log")]
    [InlineData("https://vendor.test/a/b/", "https://vendor.test/a/b/activity-log")]
    public async Task A_path_in_the_base_address_is_kept(string baseAddress, string address)
    {
        var wire = new WireStub(_ => WireStub.Json(EmptyMeldPage));
        using var client = SdkStack.Bare(ActivityLogVendor.Meld, wire, new Uri(baseAddress));

        await VendorApis.CreateMeld(client).SearchActivityLogAsync("s", "e");

        wire.Sent.Should().ContainSingle().Which.Address.AbsoluteUri.Should().Be(address + "?start=s&end=e");
    }

    [Fact]
    public void A_base_path_that_would_be_read_as_another_host_is_refused()
    {
        using var client = SdkStack.Bare(ActivityLogVendor.Meld, new WireStub(_ => WireStub.Json(EmptyMeldPage)), new Uri("https://vendor.test//evil.test"));

        FluentActions.Invoking(() => VendorApis.CreateMeld(client)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => VendorApis.CreatePayrep(client)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public async Task Null_parameters_are_left_out_and_empty_ones_are_sent()
    {
        var wire = new WireStub(_ => WireStub.Json(EmptyMeldPage));
        using var client = SdkStack.Bare(ActivityLogVendor.Meld, wire);

        await VendorApis.CreateMeld(client).SearchActivityLogAsync("2026-04-01T00:00:00+01:00", "e", eventType: "", limit: "100");

        wire.Sent[0].Address.Query.Should().Be("?start=2026-04-01T00%3A00%3A00%2B01%3A00&end=e&eventType=&limit=100");
    }

    [Fact]
    public async Task A_cursor_goes_out_byte_for_byte_and_nulls_not_at_all()
    {
        var wire = new WireStub(_ => WireStub.Payrep("[]"));
        using var client = SdkStack.Bare(ActivityLogVendor.Payrep, wire);
        var api = VendorApis.CreatePayrep(client);

        await api.FetchActivityLogsAsync(new PayrepFetchRequest { CursorCreatedAt = "2026-04-15T08:42:00.123456789+01:00", CursorId = "é'<&>" });
        await api.FetchAuditLogsAsync(new PayrepFetchRequest());

        wire.Sent[0].BodyText.Should().Be("""{"cursor_created_at":"2026-04-15T08:42:00.123456789+01:00","cursor_id":"é'<&>"}""");
        wire.Sent[0].Headers.Should().NotContainKey("Transfer-Encoding");
        wire.Sent[1].BodyText.Should().Be("{}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task IncludeRaw_reaches_the_rows(bool includeRaw)
    {
        var wire = new WireStub(_ => WireStub.Payrep("""[{"id":"1","created_at":"2026-04-15T08:42:00Z"}]"""));
        using var client = SdkStack.Bare(ActivityLogVendor.Payrep, wire);

        var page = await VendorApis.CreatePayrep(client).FetchActivityLogsAsync(new PayrepFetchRequest(), includeRaw);

        page.Entries.Should().ContainSingle().Which.Raw.IsEmpty.Should().Be(!includeRaw);
    }

    [Fact]
    public async Task An_error_in_the_answer_is_thrown_as_itself_and_the_answer_disposed()
    {
        HttpContent? content = null;
        using var client = new HttpClient(new Spy(async send =>
        {
            var response = await send();
            content = response.Content;
            return response;
        })
        {
            InnerHandler = new ResponseHandler(SdkStack.Channel(ActivityLogVendor.Payrep), "default")
            {
                InnerHandler = new WireStub(_ => WireStub.PayrepError("43", HttpStatusCode.Forbidden)),
            },
        }) { BaseAddress = SdkStack.BaseAddress };

        var error = await Failing(() => VendorApis.CreatePayrep(client).FetchActivityLogsAsync(new PayrepFetchRequest()));

        error.Should().BeOfType<ActivityLogException>().Which.Should().BeEquivalentTo(
            new { Kind = ActivityLogErrorKind.Unauthorized, Vendor = ActivityLogVendor.Payrep, Attempts = 1, StatusCode = 403, VendorCode = "43" });
        HoldsRequest(error).Should().BeFalse();
        FluentActions.Invoking(() => ((BufferedBody)content!).Span.Length).Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public async Task An_unreadable_answer_is_thrown_as_itself_and_disposed()
    {
        HttpContent? content = null;
        using var client = new HttpClient(new Spy(async send =>
        {
            var response = await send();
            content = response.Content;
            return response;
        })
        {
            InnerHandler = new ResponseHandler(SdkStack.Channel(ActivityLogVendor.Payrep), "default")
            {
                InnerHandler = new WireStub(_ => WireStub.Payrep("17")),
            },
        }) { BaseAddress = SdkStack.BaseAddress };

        var error = await Failing(() => VendorApis.CreatePayrep(client).LoginAsync(new PayrepLoginRequest { Email = "e", Password = "p" }));

        error.Should().BeOfType<ActivityLogException>().Which.Kind.Should().Be(ActivityLogErrorKind.Protocol);
        HoldsRequest(error).Should().BeFalse();
        FluentActions.Invoking(() => ((BufferedBody)content!).Span.Length).Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public async Task A_handlers_own_error_comes_out_as_itself()
    {
        var thrown = new ActivityLogException(ActivityLogErrorKind.Unavailable, ActivityLogVendor.Meld, "down");
        using var client = new HttpClient(new Spy(_ => throw thrown)) { BaseAddress = SdkStack.BaseAddress };

        (await Failing(() => VendorApis.CreateMeld(client).SearchActivityLogAsync("s", "e"))).Should().BeSameAs(thrown);
    }

    [Fact]
    public async Task Cancellation_comes_out_as_itself()
    {
        using var cancel = new CancellationTokenSource();
        var asked = new TaskCompletionSource();
        var wire = new WireStub(async (_, token) =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, token);
            throw new InvalidOperationException();
        });
        using var client = SdkStack.Bare(ActivityLogVendor.Meld, wire);

        var call = VendorApis.CreateMeld(client).SearchActivityLogAsync("s", "e", cancellationToken: cancel.Token);
        await asked.Task;
        await cancel.CancelAsync();

        var error = await Failing(() => call.WaitAsync(TimeSpan.FromSeconds(1)));
        error.Should().BeAssignableTo<OperationCanceledException>().Which.CancellationToken.Should().Be(cancel.Token);
        HoldsRequest(error).Should().BeFalse();
    }

    [Fact]
    public async Task A_missing_request_is_an_argument_error()
    {
        var wire = new WireStub(_ => WireStub.Payrep("[]"));
        using var client = SdkStack.Bare(ActivityLogVendor.Payrep, wire);

        (await Failing(() => VendorApis.CreatePayrep(client).FetchActivityLogsAsync(null!))).Should().BeOfType<ArgumentNullException>();
        (await Failing(() => VendorApis.CreateMeld(client).SearchActivityLogAsync("s", null!))).Should().BeOfType<ArgumentNullException>();
        wire.Sent.Should().BeEmpty();
    }

    private static async Task<Exception> Failing(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (Exception e)
        {
            return e;
        }

        throw new InvalidOperationException("It did not fail.");
    }

    /// <summary>Whether an exception, or one inside it, has a property that leads to the request.</summary>
    private static bool HoldsRequest(Exception? error) =>
        error is not null
        && (error.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public).Any(p => typeof(HttpRequestMessage).IsAssignableFrom(p.PropertyType))
            || HoldsRequest(error.InnerException));

    private sealed class Spy(Func<Func<Task<HttpResponseMessage>>, Task<HttpResponseMessage>> around) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            around(() => base.SendAsync(request, cancellationToken));
    }
}
