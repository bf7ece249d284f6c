namespace PayrepMeld.ActivityLogs.DependencyInjection;

/// <summary>The vendors' environments by name, and where validated options lead.</summary>
internal static class VendorAddresses
{
    public const string AllowedEnvironments = "Production or Sandbox";

    private static readonly Uri s_payrepProduction = new("https://baasapi.payrepmfb.com");
    private static readonly Uri s_payrepSandbox = new("https://shogun-dev.xchangeboxng.com");
    private static readonly Uri s_meldProduction = new("https://api.meld.io");
    private static readonly Uri s_meldSandbox = new("https://api-sb.meld.io");

    public static Uri Of(PayrepOptions options) =>
        options.BaseAddress ?? Find(options.Environment, s_payrepProduction, s_payrepSandbox)!;

    public static Uri Of(MeldOptions options) =>
        options.BaseAddress ?? Find(options.Environment, s_meldProduction, s_meldSandbox)!;

    public static bool IsEnvironment(string name) => Find(name, s_meldProduction, s_meldSandbox) is not null;

    private static Uri? Find(string? name, Uri production, Uri sandbox)
    {
        if (string.Equals(name, "Production", StringComparison.OrdinalIgnoreCase))
        {
            return production;
        }

        return string.Equals(name, "Sandbox", StringComparison.OrdinalIgnoreCase) ? sandbox : null;
    }
}
