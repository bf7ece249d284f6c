using System.Globalization;
using Microsoft.Extensions.Options;

namespace PayrepMeld.ActivityLogs.DependencyInjection;

/// <summary>
/// The rules of an account's options. Every message says which key and what is allowed, and the value only where it cannot be a secret.
/// Written by hand: data annotations need reflection that trimming does away with.
/// </summary>
internal sealed class ActivityLogClientsOptionsValidator : IValidateOptions<ActivityLogClientsOptions>
{
    public ValidateOptionsResult Validate(string? name, ActivityLogClientsOptions options)
    {
        var prefix = options.SectionPath.Length > 0 ? options.SectionPath + ":" : "";
        List<string> faults = [.. options.ReadFailures];
        if (options.Payrep is { } payrep)
        {
            faults.AddRange(FindFaults(payrep, prefix + nameof(options.Payrep) + ":"));
        }

        if (options.Meld is { } meld)
        {
            faults.AddRange(FindFaults(meld, prefix + nameof(options.Meld) + ":"));
        }

        if (options.Payrep is null && options.Meld is null)
        {
            faults.Add($"{(prefix.Length > 0 ? prefix[..^1] + " has" : "it has")} no vendor; allowed: {prefix}{nameof(options.Payrep)}, {prefix}{nameof(options.Meld)}, or both.");
        }

        return faults.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(options.SectionPath.Length > 0 ? faults : faults.Select(fault => $"Account '{name}': {fault}"));
    }

    private static IEnumerable<string> FindFaults(PayrepOptions options, string prefix) =>
    [
        .. FindAddressFaults(options.Environment, options.BaseAddress, prefix),
        .. FindCredentialFaults(options, prefix),
        .. FindResilienceFaults(options.Resilience, prefix),
    ];

    private static IEnumerable<string> FindFaults(MeldOptions options, string prefix) =>
    [
        .. FindAddressFaults(options.Environment, options.BaseAddress, prefix),
        .. FindCredentialFaults(options, prefix),
        .. FindResilienceFaults(options.Resilience, prefix),
    ];

    private static IEnumerable<string> FindAddressFaults(string? environment, Uri? baseAddress, string prefix)
    {
        if (IsSet(environment) == baseAddress is not null)
        {
            yield return $"{prefix}Environment and {prefix}BaseAddress are {(baseAddress is null ? "both missing" : "both set")}; allowed: exactly one of them.";
        }

        if (IsSet(environment) && !VendorAddresses.IsEnvironment(environment!))
        {
            yield return $"{prefix}Environment is {Shown.Text(environment!)}; allowed: {VendorAddresses.AllowedEnvironments}.";
        }

        if (baseAddress is not null && BaseAddressRules.FindFault(baseAddress) is { } fault)
        {
            yield return $"{prefix}BaseAddress is refused: {fault}; allowed: {BaseAddressRules.Allowed}.";
        }
    }

    private static IEnumerable<string> FindCredentialFaults(PayrepOptions options, string prefix)
    {
        var ways = new[] { IsSet(options.Token), options.TokenProvider is not null, IsSet(options.Email) || IsSet(options.Password) };
        if (ways.Count(set => set) != 1)
        {
            yield return $"{prefix[..^1]} has {(ways.Contains(true) ? "several ways" : "no way")} to authenticate; allowed: exactly one of Token, TokenProvider (in code), or Email with Password.";
        }

        if (IsSet(options.Email) != IsSet(options.Password))
        {
            var (set, missing) = IsSet(options.Email) ? ("Email", "Password") : ("Password", "Email");
            yield return $"{prefix}{set} is set but {prefix}{missing} is not; allowed: both or neither.";
        }

        if (IsSet(options.Token) && !SecretRules.FitsHeader(options.Token!))
        {
            yield return $"{prefix}Token is empty or holds a character that it cannot hold (the value is not shown); allowed: {SecretRules.AllowedInHeader}.";
        }

        if (IsSet(options.Email) && (!SecretRules.FitsBody(options.Email!) || !options.Email!.Contains('@', StringComparison.Ordinal)))
        {
            yield return $"{prefix}Email is not an e-mail address (the value is not shown); allowed: text with an @ and without control characters.";
        }

        if (IsSet(options.Password) && !SecretRules.FitsBody(options.Password!))
        {
            yield return $"{prefix}Password is empty or holds a character that it cannot hold (the value is not shown); allowed: {SecretRules.AllowedInBody}.";
        }
    }

    private static IEnumerable<string> FindCredentialFaults(MeldOptions options, string prefix)
    {
        if (string.IsNullOrEmpty(options.ApiKey))
        {
            yield return $"{prefix}ApiKey is missing; allowed: the key as Meld shows it.";
        }
        else if (!SecretRules.FitsHeader(options.ApiKey))
        {
            yield return $"{prefix}ApiKey holds a character that it cannot hold (the value is not shown); allowed: {SecretRules.AllowedInHeader}.";
        }

        if (IsSet(options.Version) && !DateOnly.TryParseExact(options.Version, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            yield return $"{prefix}Version is {Shown.Text(options.Version!)}; allowed: a date as YYYY-MM-DD.";
        }
    }

    private static IEnumerable<string> FindResilienceFaults(ActivityLogResilienceOptions? options, string prefix) =>
        options is null
            ? [$"{prefix}Resilience is null; allowed: a value."]
            : ResilienceSettings.FindFaults(options, prefix + "Resilience:");

    private static bool IsSet(string? value) => value is not null;
}
