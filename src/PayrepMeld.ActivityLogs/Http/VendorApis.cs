using PayrepMeld.ActivityLogs.Meld;
using PayrepMeld.ActivityLogs.Payrep;

namespace PayrepMeld.ActivityLogs.Http;

/// <summary>The one place where the flavours part: which implementation stands behind the vendors' interfaces.</summary>
internal static class VendorApis
{
    public static IPayrepApi CreatePayrep(HttpClient client)
    {
        RefuseAmbiguousPath(client);
#if USE_REFIT
        return new RefitPayrepApi(client);
#else
        return new HttpPayrepApi(client);
#endif
    }

    public static IMeldApi CreateMeld(HttpClient client)
    {
        RefuseAmbiguousPath(client);
#if USE_REFIT
        return new RefitMeldApi(client);
#else
        return new HttpMeldApi(client);
#endif
    }

    private static void RefuseAmbiguousPath(HttpClient client)
    {
        if (client.BaseAddress is not { } address)
        {
            throw new ArgumentException("The client has no base address.", nameof(client));
        }

        // A path is put before the endpoint's, and "//name/..." there would be read as another host.
        if (address.AbsolutePath.StartsWith("//", StringComparison.Ordinal))
        {
            throw new ArgumentException("The path of the base address begins with two slashes.", nameof(client));
        }
    }
}
