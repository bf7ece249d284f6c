using Microsoft.Extensions.DependencyInjection;
using PayrepMeld.ActivityLogs.Http;
using PayrepMeld.ActivityLogs.Meld;
using PayrepMeld.ActivityLogs.Paging;
using PayrepMeld.ActivityLogs.Payrep;

namespace PayrepMeld.ActivityLogs.DependencyInjection;

/// <summary>What one account offers, each made on first use.</summary>
internal sealed class AccountClients
{
    private readonly IServiceProvider _services;
    private readonly string _account;
    private readonly AccountSettings _settings;
    private readonly Lazy<IPayrepApi> _payrepApi;
    private readonly Lazy<IMeldApi> _meldApi;

    public AccountClients(IServiceProvider services, string account)
    {
        (_services, _account) = (services, account);
        _settings = services.GetRequiredKeyedService<AccountSettings>(account);
        _payrepApi = new(() => VendorApis.CreatePayrep(CreateHttpClient(ActivityLogVendor.Payrep, isSet: _settings.Current.Payrep is not null)));
        _meldApi = new(() => VendorApis.CreateMeld(CreateHttpClient(ActivityLogVendor.Meld, isSet: _settings.Current.Meld is not null)));
    }

    public IPayrepApi PayrepApi => _payrepApi.Value;

    public IMeldApi MeldApi => _meldApi.Value;

    public IActivityLogClient Payrep => Create([PayrepSource]);

    public IActivityLogClient Meld => Create([MeldSource]);

    /// <summary>Both vendors, or the only one.</summary>
    public IActivityLogClient Merged => _settings.Current switch
    {
        { Meld: null } => Payrep,
        { Payrep: null } => Meld,
        _ => Create([PayrepSource, MeldSource]),
    };

    private PayrepPageSource PayrepSource => new(PayrepApi, () => Channels.Payrep(_settings.Current.Payrep!, _account).Gate.Worthwhile);

    private MeldPageSource MeldSource => new(MeldApi, () => Channels.Meld(_settings.Current.Meld!, _account).Gate.Worthwhile);

    private ChannelRegistry Channels => _services.GetRequiredService<ChannelRegistry>();

    private ActivityLogClient Create(IReadOnlyList<IPageSource> sources) =>
        new(sources, _account, _services.GetTimeProvider(), _services.GetActivityLogger());

    private HttpClient CreateHttpClient(ActivityLogVendor vendor, bool isSet) => isSet
        ? _services.GetRequiredService<IHttpClientFactory>().CreateClient(AccountServices.HttpClientName(_account, vendor))
        : throw new InvalidOperationException($"The account '{_account}' has no {vendor}: set {vendor} in its options or configuration.");
}
