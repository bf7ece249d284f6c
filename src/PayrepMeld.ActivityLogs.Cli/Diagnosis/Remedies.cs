namespace PayrepMeld.ActivityLogs.Cli.Diagnosis;

/// <summary>What helps, with the names of the settings it takes.</summary>
/// <param name="keys">How the names of the account's settings begin, as the environment writes them.</param>
internal sealed class Remedies(string keys)
{
    public const string Configuration = "In the environment (with __ for :), in user secrets or in the file of --config.";

    public const string NoAnswer = "The connection stands, and nothing comes: try again, with a longer --timeout; look for a proxy or firewall in between.";

    public const string Clock = "Let this machine's clock be set by a time server; times typed as '2h' and dates count from it.";

    public string For(string check, ActivityLogVendor vendor, ActivityLogException error, Route route) => check switch
    {
        Checks.Name or Checks.Connection when route.HasProxy =>
            $"Check the address and the credentials that {route.ProxyVariable} (or the system's settings) gives for the proxy, and that it lets this machine through to {route.End}; NO_PROXY names hosts to be reached without it.",
        Checks.Connection when route.StaysHere => $"Is it running, and is {Address(vendor)} where it listens? `activitylogs simulate` runs simulated vendors, and says where.",
        Checks.Name => $"Compare {Address(vendor)} with the vendor's documentation, and see whether this machine resolves other names.",
        Checks.Connection => $"Compare {Address(vendor)} with the vendor's documentation, and look for a firewall, or for a proxy that HTTPS_PROXY must name.",
        Checks.Tls => "The port must speak TLS, and its certificate be valid now, for this host, and of an authority this machine trusts: where a proxy looks into TLS, install its root certificate. There is no switch to ignore it.",
        _ => error.Kind switch
        {
            ActivityLogErrorKind.Unauthorized => $"Set {Credentials(vendor)}. Each environment (Sandbox, Production) has credentials of its own.",
            ActivityLogErrorKind.Throttled => $"Wait, and let fewer programs ask, or each less often ({keys}__{vendor}__Resilience__MinRequestSpacing).",
            ActivityLogErrorKind.Unavailable => "It is the vendor's side, or a gateway before it: try again later.",
            ActivityLogErrorKind.Protocol => $"Something else may be answering, such as a proxy's login page: compare {Address(vendor)} with the vendor's documentation.",
            _ => $"Compare {Address(vendor)} with the vendor's documentation.",
        },
    };

    private string Address(ActivityLogVendor vendor) => $"{keys}__{vendor}__BaseAddress (or __Environment)";

    private string Credentials(ActivityLogVendor vendor) => vendor == ActivityLogVendor.Meld
        ? $"{keys}__Meld__ApiKey"
        : $"{keys}__Payrep__Email and {keys}__Payrep__Password, or {keys}__Payrep__Token";
}
