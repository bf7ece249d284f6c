namespace PayrepMeld.ActivityLogs.DependencyInjection;

/// <summary>The vendors' environments by name, and where validated options lead.</summary>
internal static class VendorAddresses
{
    public const string AllowedEnvironments = "Production or Sandbox";

    private static readonly Uri PayrepProduction = new("https://baasapi.payrepmfb.com");
    private static readonly Uri PayrepSandbox = new("https://shogun-dev.xchangeboxng.com");
    private static readonly Uri MeldProduction = new("https://api.meld.io");
    private static readonly Uri MeldSandbox = new("https://api-sb.meld.io");

    public static Uri Of(PayrepOptions options) =>
        options.BaseAddress ?? Find(options.Environment, PayrepProduction, PayrepSandbox)!;

    public static Uri Of(MeldOptions options) =>
        options.BaseAddress ?? Find(options.Environment, MeldProduction, MeldSandbox)!;

    public static bool IsEnvironment(string name) => Find(name, MeldProduction, MeldSandbox) is not null;

    private static Uri? Find(string? name, Uri production, Uri sandbox)
    {
        if (string.Equals(name, "Production", StringComparison.OrdinalIgnoreCase))
        {
            return production;
        }

        return string.Equals(name, "Sandbox", StringComparison.OrdinalIgnoreCase) ? sandbox : null;
    }
}
