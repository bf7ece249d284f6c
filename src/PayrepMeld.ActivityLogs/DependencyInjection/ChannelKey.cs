using System.Security.Cryptography;
using System.Text;

namespace PayrepMeld.ActivityLogs.DependencyInjection;

/// <summary>
/// What decides which channel a request takes: vendor, base address and credential. The credential is a SHA-256, so that no key of a
/// dictionary holds a secret; a token provider stands for itself.
/// </summary>
internal readonly record struct ChannelKey(ActivityLogVendor Vendor, Uri BaseAddress, string Fingerprint, Delegate? TokenProvider)
{
    public static ChannelKey Of(PayrepOptions options) =>
        new(ActivityLogVendor.Payrep, VendorAddresses.Of(options), Hash(options.Token, options.Email, options.Password), options.TokenProvider);

    public static ChannelKey Of(MeldOptions options) =>
        new(ActivityLogVendor.Meld, VendorAddresses.Of(options), Hash(options.ApiKey), TokenProvider: null);

    // Each part with its length before it: ("ab", "c") and ("a", "bc") are not the same.
    private static string Hash(params ReadOnlySpan<string?> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            text.Append(part?.Length ?? -1).Append(':').Append(part);
        }

        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
