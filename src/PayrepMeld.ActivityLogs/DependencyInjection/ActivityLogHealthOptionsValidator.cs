using Microsoft.Extensions.Options;

namespace PayrepMeld.ActivityLogs.DependencyInjection;

/// <summary>The rules of <see cref="ActivityLogHealthOptions"/>. Every message says which value and what is allowed.</summary>
internal sealed class ActivityLogHealthOptionsValidator(IEnumerable<RegisteredAccounts> accounts) : IValidateOptions<ActivityLogHealthOptions>
{
    private const string Prefix = nameof(ActivityLogHealthOptions) + ".";
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromDays(1);
    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromSeconds(0.1);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ShortestStale = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestStale = TimeSpan.FromDays(7);

    public ValidateOptionsResult Validate(string? name, ActivityLogHealthOptions options)
    {
        List<string> faults = [.. FindFaults(options)];
        if (!accounts.Any())
        {
            faults.Add("AddActivityLogHealthChecks found no account; allowed: at least one, added by AddActivityLogClients.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> FindFaults(ActivityLogHealthOptions options)
    {
        if (options.Probing is { } interval)
        {
            if (IsOut(interval, ShortestInterval, LongestInterval))
            {
                yield return $"{Prefix}{nameof(options.ProbeInterval)} is {interval:c}; allowed: {ShortestInterval:c} to {LongestInterval:c}, or null or infinite for no request.";
            }

            if (options.ProbeTimeout > interval)
            {
                yield return $"{Prefix}{nameof(options.ProbeTimeout)} is {options.ProbeTimeout:c}; allowed: not above {nameof(options.ProbeInterval)}, which is {interval:c}.";
            }

            if (options.StaleAfter < interval)
            {
                yield return $"{Prefix}{nameof(options.StaleAfter)} is {options.StaleAfter:c}; allowed: not below {nameof(options.ProbeInterval)}, which is {interval:c}.";
            }
        }

        if (IsOut(options.ProbeTimeout, ShortestTimeout, LongestTimeout))
        {
            yield return $"{Prefix}{nameof(options.ProbeTimeout)} is {options.ProbeTimeout:c}; allowed: {ShortestTimeout:c} to {LongestTimeout:c}.";
        }

        if (IsOut(options.StaleAfter, ShortestStale, LongestStale))
        {
            yield return $"{Prefix}{nameof(options.StaleAfter)} is {options.StaleAfter:c}; allowed: {ShortestStale:c} to {LongestStale:c}.";
        }
    }

    private static bool IsOut(TimeSpan value, TimeSpan min, TimeSpan max) => value < min || value > max;
}
