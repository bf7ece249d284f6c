using Microsoft.Extensions.DependencyInjection;
using PayrepMeld.ActivityLogs.Http;
using PayrepMeld.ActivityLogs.Payrep;

namespace PayrepMeld.ActivityLogs.DependencyInjection;

/// <summary>
/// Gate, breaker, retry budget and token once per vendor and credential: two accounts with the same credential share them, and the handlers
/// of the HTTP client factory come and go without them. The first to ask for a channel decides its resilience settings.
/// </summary>
internal sealed class ChannelRegistry(IServiceProvider services) : IDisposable
{
    private readonly Dictionary<ChannelKey, VendorChannel> _channels = [];
    private readonly Dictionary<ChannelKey, PayrepTokenSource> _tokens = [];
    private readonly object _lock = new();

    public VendorChannel Payrep(PayrepOptions options) =>
        Channel(ChannelKey.Of(options), options.Resilience, options.Token, options.Password);

    public VendorChannel Meld(MeldOptions options) =>
        Channel(ChannelKey.Of(options), options.Resilience, options.ApiKey);

    /// <param name="options">The credential.</param>
    /// <param name="account">Whose HTTP client to log in with, if there is no source yet.</param>
    public PayrepTokenSource PayrepTokens(PayrepOptions options, string account)
    {
        var channel = Payrep(options);
        lock (_lock)
        {
            var key = ChannelKey.Of(options);
            if (!_tokens.TryGetValue(key, out var tokens))
            {
                // A changed credential is another channel, with another source: this one keeps what it was made with.
                tokens = new PayrepTokenSource(() => options, () => services.GetRequiredKeyedService<IPayrepApi>(account), channel);
                _tokens.Add(key, tokens);
            }

            return tokens;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var channel in _channels.Values)
            {
                channel.Dispose();
            }
        }
    }

    private VendorChannel Channel(ChannelKey key, ActivityLogResilienceOptions resilience, params ReadOnlySpan<string?> secrets)
    {
        lock (_lock)
        {
            if (!_channels.TryGetValue(key, out var channel))
            {
                channel = new VendorChannel(key.Vendor, resilience, services.GetTimeProvider(), services.GetActivityLogger());
                foreach (var secret in secrets)
                {
                    channel.Secrets.Add(secret);
                }

                _channels.Add(key, channel);
            }

            return channel;
        }
    }
}
