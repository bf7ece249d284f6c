using Microsoft.Extensions.DependencyInjection;
using PayrepMeld.ActivityLogs.Http;
using PayrepMeld.ActivityLogs.Payrep;

namespace PayrepMeld.ActivityLogs.DependencyInjection;

/// <summary>
/// Gate, breaker, retry budget and token once per vendor and credential: two accounts with the same credential share them, and the handlers
/// of the HTTP client factory come and go without them. The first to ask for a channel decides its resilience settings. A credential
/// that no account uses any more is forgotten; requests still on their way keep its channel until they end.
/// </summary>
internal sealed class ChannelRegistry(IServiceProvider services) : IDisposable
{
    private readonly Dictionary<ChannelKey, Shared> _shared = [];
    private readonly object _lock = new();

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _shared.Count;
            }
        }
    }

    public VendorChannel Payrep(PayrepOptions options, string account) => SharedOf(options, account).Channel;

    public VendorChannel Meld(MeldOptions options, string account) =>
        SharedOf(ChannelKey.Of(options), account, options.Resilience, options.ApiKey).Channel;

    /// <param name="options">The credential.</param>
    /// <param name="account">Whose HTTP client to log in with, if there is no source yet.</param>
    public PayrepTokenSource PayrepTokens(PayrepOptions options, string account)
    {
        lock (_lock)
        {
            var shared = SharedOf(options, account);

            // A changed credential is another channel, with another source: this one keeps what it was made with.
            return shared.Tokens ??= new PayrepTokenSource(() => options, () => services.GetRequiredKeyedService<IPayrepApi>(account), shared.Channel);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var shared in _shared.Values)
            {
                shared.Channel.Dispose();
            }
        }
    }

    private Shared SharedOf(PayrepOptions options, string account) =>
        SharedOf(ChannelKey.Of(options), account, options.Resilience, options.Token, options.Password);

    private Shared SharedOf(ChannelKey key, string account, ActivityLogResilienceOptions resilience, params ReadOnlySpan<string?> secrets)
    {
        lock (_lock)
        {
            LeaveOthers(key, account);
            if (!_shared.TryGetValue(key, out var shared))
            {
                shared = new Shared(new VendorChannel(key.Vendor, resilience, services.GetTimeProvider(), services.GetActivityLogger()), account);
                foreach (var secret in secrets)
                {
                    shared.Channel.Secrets.Add(secret);
                }

                _shared.Add(key, shared);
            }

            if (shared.Accounts.Add(account) && !shared.HasWarned && !ResilienceSettings.AreEqual(shared.Channel.Options, resilience))
            {
                shared.HasWarned = true;
                Log.ResilienceDiffers(shared.Channel.Logger, account, shared.Channel.Vendor, shared.FirstAccount);
            }

            return shared;
        }
    }

    /// <summary>An account has one credential at a vendor: what it used before is kept only for others that use it.</summary>
    private void LeaveOthers(ChannelKey key, string account)
    {
        foreach (var (other, shared) in _shared)
        {
            if (other.Vendor == key.Vendor && other != key && shared.Accounts.Remove(account) && shared.Accounts.Count == 0)
            {
                // Not disposed: requests may still be in its gate.
                _shared.Remove(other);
            }
        }
    }

    /// <summary>What goes with one credential.</summary>
    private sealed class Shared(VendorChannel channel, string firstAccount)
    {
        public VendorChannel Channel { get; } = channel;

        public string FirstAccount { get; } = firstAccount;

        public PayrepTokenSource? Tokens { get; set; }

        public HashSet<string> Accounts { get; } = new(StringComparer.Ordinal);

        public bool HasWarned { get; set; }
    }
}
