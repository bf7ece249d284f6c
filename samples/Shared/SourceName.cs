using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace PayrepMeld.ActivityLogs.Samples;

/// <summary>Tells the vendors and accounts that a configuration leads to from others.</summary>
internal static class SourceName
{
    private static readonly string[] Vendors = ["Payrep", "Meld"];

    private static readonly string[] Places = ["Environment", "BaseAddress"];

    /// <summary>One vendor's rows differ by whose key, token or login reads them. The password does not choose the account.</summary>
    private static readonly string[] Identities = ["Email", "Token", "ApiKey"];

    /// <summary>The samples read the default account: it stands in the section itself, or under <c>Accounts:default</c>. Keys are found whatever their case.</summary>
    public static string Of(IConfiguration configuration)
    {
        var section = configuration.GetSection("ActivityLogs");
        var account = Vendors.Any(vendor => section.GetSection(vendor).Exists())
            ? section
            : section.GetSection("Accounts").GetSection(ActivityLogClientsOptions.DefaultAccount);
        return string.Join(' ', Vendors.SelectMany(vendor => Parts(vendor, account.GetSection(vendor))));
    }

    private static IEnumerable<string> Parts(string vendor, IConfigurationSection settings) =>
    [
        .. from key in Places where settings[key] is not null select $"{vendor}:{key}={settings[key]!.ToUpperInvariant()}",
        .. from key in Identities where settings[key] is not null select $"{vendor}:{key}#{Hash($"{vendor}:{key}={settings[key]}")}",
    ];

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
}
