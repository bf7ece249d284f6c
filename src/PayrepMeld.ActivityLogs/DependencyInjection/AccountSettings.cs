using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PayrepMeld.ActivityLogs.Http;

namespace PayrepMeld.ActivityLogs.DependencyInjection;

/// <summary>
/// An account's options as they stand now. A reloaded configuration is taken over if it is valid and leaves each vendor where it was;
/// otherwise the account goes on with what it had, and a warning says why, once.
/// </summary>
internal sealed class AccountSettings
{
    private readonly string _account;
    private readonly IOptionsMonitor<ActivityLogClientsOptions> _monitor;
    private readonly ILogger _logger;
    private ActivityLogClientsOptions _current;
    private object? _refused;

    /// <exception cref="OptionsValidationException">The options are not valid.</exception>
    public AccountSettings(string account, IOptionsMonitor<ActivityLogClientsOptions> monitor, ILogger logger)
    {
        (_account, _monitor, _logger) = (account, monitor, logger);
        _current = monitor.Get(account);
    }

    public ActivityLogClientsOptions Current
    {
        get
        {
            ActivityLogClientsOptions latest;
            try
            {
                latest = _monitor.Get(_account);
            }
            catch (OptionsValidationException error)
            {
                // The monitor keeps the exception and throws the same one until the next reload.
                Refuse(error, error.Message);
                return _current;
            }

            if (ReferenceEquals(latest, _current))
            {
                return latest;
            }

            if (Addresses(latest) != Addresses(_current))
            {
                Refuse(latest, "a vendor was added, removed or moved to another address, which needs a restart");
                return _current;
            }

            return _current = latest;
        }
    }

    private static (Uri? Payrep, Uri? Meld) Addresses(ActivityLogClientsOptions options) =>
        (options.Payrep is { } payrep ? VendorAddresses.Of(payrep) : null, options.Meld is { } meld ? VendorAddresses.Of(meld) : null);

    private void Refuse(object what, string why)
    {
        if (!ReferenceEquals(Interlocked.Exchange(ref _refused, what), what))
        {
            Log.ReloadRefused(_logger, _account, why);
        }
    }
}
