using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PayrepMeld.ActivityLogs.Cli.Exporting;

/// <summary>Tells the vendors and accounts that are read from others: a cursor of one means nothing to another, or worse, something else.</summary>
internal static class SourceIdentity
{
    // Who a dashboard token belongs to; the token itself changes by the hour.
    private static readonly string[] Owner = ["user_id", "sub", "email"];

    /// <param name="account">The account's settings.</param>
    /// <param name="vendors">Which of its vendors are read.</param>
    public static IReadOnlyDictionary<string, string> Of(ActivityLogClientsOptions account, IReadOnlyList<ActivityLogVendor> vendors)
    {
        var source = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (account.Payrep is { } payrep && vendors.Contains(ActivityLogVendor.Payrep))
        {
            // The password does not choose the account.
            Add(source, "Payrep", payrep.BaseAddress, payrep.Environment, payrep.Email is { } email ? "email " + email : OwnerOf(payrep.Token));
        }

        if (account.Meld is { } meld && vendors.Contains(ActivityLogVendor.Meld))
        {
            Add(source, "Meld", meld.BaseAddress, meld.Environment, "key " + meld.ApiKey);
        }

        return source;
    }

    private static void Add(SortedDictionary<string, string> source, string vendor, Uri? address, string? environment, string identity)
    {
        source[$"{vendor}'s addresses"] = address?.AbsoluteUri ?? environment?.ToUpperInvariant() ?? "";
        source[$"{vendor}'s credentials"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{vendor} {identity}")).AsSpan(0, 8));
    }

    private static string OwnerOf(string? token)
    {
        try
        {
            if (token?.Split('.') is [_, var payload, _])
            {
                using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(payload));
                foreach (var claim in Owner)
                {
                    if (claims.RootElement.ValueKind == JsonValueKind.Object && claims.RootElement.TryGetProperty(claim, out var owner))
                    {
                        return $"{claim} {owner.GetRawText()}";
                    }
                }
            }
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            // It is no token that says whose it is: then only the token itself does.
        }

        return "token " + token;
    }
}
