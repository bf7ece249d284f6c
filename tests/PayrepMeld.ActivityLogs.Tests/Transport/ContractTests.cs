using PayrepMeld.ActivityLogs.Http;
using Refit;

namespace PayrepMeld.ActivityLogs.Tests.Transport;

public sealed class ContractTests
{
    [Fact]
    public async Task Payreps_requests_are_what_the_attributes_say() =>
        (await ContractCheck.RunAsync(ActivityLogVendor.Payrep, VendorApis.CreatePayrep)).Should().BeEmpty();

    [Fact]
    public async Task Melds_requests_are_what_the_attributes_say() =>
        (await ContractCheck.RunAsync(ActivityLogVendor.Meld, VendorApis.CreateMeld)).Should().BeEmpty();

    [Fact]
    public async Task An_implementation_that_swaps_two_parameters_is_caught() =>
        (await ContractCheck.RunAsync<IMeldApi>(ActivityLogVendor.Meld, client => new SwappedMeldApi(client)))
            .Should().ContainSingle().Which.Should().StartWith("SearchActivityLogAsync: query:");

    [Fact]
    public async Task An_implementation_that_sends_to_the_wrong_place_or_with_the_wrong_body_is_caught()
    {
        var findings = await ContractCheck.RunAsync<IPayrepApi>(ActivityLogVendor.Payrep, client => new WrongPayrepApi(client));

        findings.Should().Contain(f => f.StartsWith("LoginAsync: verb:", StringComparison.Ordinal));
        findings.Should().Contain(f => f.StartsWith("RefreshAsync: path:", StringComparison.Ordinal));
        findings.Should().Contain(f => f.StartsWith("VerifyAsync: body:", StringComparison.Ordinal));
        findings.Should().Contain(f => f.StartsWith("FetchActivityLogsAsync: PayrepMeld.ActivityLogs.IncludeRaw:", StringComparison.Ordinal));
        findings.Should().Contain(f => f.StartsWith("FetchAuditLogsAsync: 0 requests", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_method_without_attributes_is_caught() =>
        (await ContractCheck.RunAsync<IPlainApi>(ActivityLogVendor.Meld, _ => new PlainApi()))
            .Should().Equal("PlainAsync: neither Get nor Post");

    [Fact]
    public async Task A_parameter_without_attributes_is_caught() =>
        (await ContractCheck.RunAsync<INakedApi>(ActivityLogVendor.Meld, client => new NakedApi(client)))
            .Should().Equal("NakedAsync: name carries none of the known attributes");

    internal interface IPlainApi
    {
        Task PlainAsync(string name);
    }

    internal interface INakedApi
    {
        [Get("/naked")]
        Task NakedAsync(string name);
    }

    private sealed class PlainApi : IPlainApi
    {
        public Task PlainAsync(string name) => Task.CompletedTask;
    }

    private sealed class NakedApi(HttpClient client) : INakedApi
    {
        public Task NakedAsync(string name) => client.GetAsync("/prefix/naked");
    }

    private sealed class SwappedMeldApi(HttpClient client) : IMeldApi
    {
        private readonly IMeldApi _right = VendorApis.CreateMeld(client);

        public Task<MeldActivityPage> SearchActivityLogAsync(
            string start,
            string end,
            string? actions = null,
            string? requestId = null,
            string? customerId = null,
            string? externalCustomerId = null,
            string? connectionIds = null,
            string? financialAccountIds = null,
            string? eventType = null,
            string? before = null,
            string? after = null,
            string? limit = null,
            bool includeRaw = false,
            CancellationToken cancellationToken = default) =>
            _right.SearchActivityLogAsync(start, end, actions, requestId, customerId, externalCustomerId, connectionIds, financialAccountIds, eventType, after, before, limit, includeRaw, cancellationToken);
    }

    private sealed class WrongPayrepApi(HttpClient client) : IPayrepApi
    {
        private readonly IPayrepApi _right = VendorApis.CreatePayrep(client);

        public async Task<PayrepSession> LoginAsync(PayrepLoginRequest request, CancellationToken cancellationToken = default)
        {
            using var response = await client.PutAsync("/prefix/api/v1/auth/web/login", content: null, cancellationToken);
            return new PayrepSession();
        }

        public async Task<PayrepAccessToken> RefreshAsync(PayrepRefreshRequest request, CancellationToken cancellationToken = default)
        {
            using var response = await client.PostAsync("/api/v1/auth/web/refresh", content: null, cancellationToken);
            return new PayrepAccessToken();
        }

        public Task<PayrepTokenInfo> VerifyAsync(PayrepVerifyRequest request, CancellationToken cancellationToken = default) =>
            _right.VerifyAsync(new PayrepVerifyRequest { Token = "another" }, cancellationToken);

        public Task<PayrepActivityPage> FetchActivityLogsAsync(PayrepFetchRequest request, bool includeRaw = false, CancellationToken cancellationToken = default) =>
            _right.FetchActivityLogsAsync(request, includeRaw: false, cancellationToken);

        public Task<PayrepAuditPage> FetchAuditLogsAsync(PayrepFetchRequest request, CancellationToken cancellationToken = default) =>
            Task.FromResult(new PayrepAuditPage());
    }
}
