using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PayrepMeld.ActivityLogs.Http;
using PayrepMeld.ActivityLogs.Meld;
using PayrepMeld.ActivityLogs.Payrep;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Tests.Transport;

/// <summary>The handlers as they stand in a program, outermost first, over a stub.</summary>
internal static class SdkStack
{
    public static readonly Uri BaseAddress = new("https://vendor.test");

    public static IPayrepApi Payrep(
        HttpMessageHandler wire, PayrepOptions options, TimeProvider? time = null, ILogger? logger = null, Func<HttpClient, IPayrepApi>? create = null, Uri? baseAddress = null)
    {
        var channel = Channel(ActivityLogVendor.Payrep, options.Resilience, time, logger);
        IPayrepApi api = null!;
        var auth = new PayrepTokenHandler(new PayrepTokenSource(() => options, () => api, channel)) { InnerHandler = Inner(channel, wire) };
        api = (create ?? VendorApis.CreatePayrep)(Client(auth, baseAddress));
        return api;
    }

    public static IMeldApi Meld(
        HttpMessageHandler wire, MeldOptions options, TimeProvider? time = null, ILogger? logger = null, Func<HttpClient, IMeldApi>? create = null, Uri? baseAddress = null)
    {
        var channel = Channel(ActivityLogVendor.Meld, options.Resilience, time, logger);
        channel.Secrets.Add(options.ApiKey);
        return (create ?? VendorApis.CreateMeld)(Client(new MeldKeyHandler(() => options) { InnerHandler = Inner(channel, wire) }, baseAddress));
    }

    /// <summary>Without authentication: the interfaces and what reads the answers.</summary>
    public static HttpClient Bare(ActivityLogVendor vendor, HttpMessageHandler wire, Uri? baseAddress = null) =>
        Client(Inner(Channel(vendor, new(), null, null), wire), baseAddress);

    public static VendorChannel Channel(ActivityLogVendor vendor, ActivityLogResilienceOptions? options = null, TimeProvider? time = null, ILogger? logger = null) =>
        new(vendor, options ?? new(), time ?? new FakeTime(), logger ?? NullLogger.Instance);

    private static ResilienceHandler Inner(VendorChannel channel, HttpMessageHandler wire) =>
        new(channel) { InnerHandler = new ResponseHandler(channel, ActivityLogClientsOptions.DefaultAccount) { InnerHandler = wire } };

    private static HttpClient Client(HttpMessageHandler handler, Uri? baseAddress = null) =>
        new(handler) { BaseAddress = baseAddress ?? BaseAddress, Timeout = Timeout.InfiniteTimeSpan };
}
