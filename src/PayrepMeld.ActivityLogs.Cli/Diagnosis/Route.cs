namespace PayrepMeld.ActivityLogs.Cli.Diagnosis;

/// <summary>The way to a vendor.</summary>
/// <param name="Address">The vendor's base address.</param>
/// <param name="HasProxy">It leads through the proxy of the environment or the system. Where that is stays unsaid: its address can hold a password, in a wrong place, too.</param>
internal sealed record Route(Uri Address, bool HasProxy)
{
    public static Route To(Uri address) =>
        new(address, !HttpClient.DefaultProxy.IsBypassed(address) && HttpClient.DefaultProxy.GetProxy(address) is { } proxy && proxy != address);

    public bool IsTls => Address.Scheme == Uri.UriSchemeHttps;

    /// <summary>Straight to this machine.</summary>
    public bool StaysHere => Address.IsLoopback && !HasProxy;

    /// <summary>Host and port, the port always.</summary>
    public string End => FormattableString.Invariant($"{Address.Host}:{Address.Port}");

    /// <summary>The variable that names the proxy.</summary>
    public string ProxyVariable => IsTls ? "HTTPS_PROXY" : "http_proxy";
}
