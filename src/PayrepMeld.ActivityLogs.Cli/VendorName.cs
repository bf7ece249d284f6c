namespace PayrepMeld.ActivityLogs.Cli;

/// <summary>What vendors are called in options and in every format.</summary>
internal static class VendorName
{
    public const string Allowed = "payrep, meld or all";

    private const string Payrep = "payrep";
    private const string Meld = "meld";
    private const string All = "all";

    /// <summary>For completion.</summary>
    public static string[] Choices => [Payrep, Meld, All];

    public static string Of(ActivityLogVendor vendor) => vendor == ActivityLogVendor.Payrep ? Payrep : Meld;

    /// <returns>Null for all.</returns>
    /// <exception cref="UsageException">There is no such vendor.</exception>
    public static ActivityLogVendor? Parse(string option, string name) =>
        Is(name, Payrep) ? ActivityLogVendor.Payrep
        : Is(name, Meld) ? ActivityLogVendor.Meld
        : Is(name, All) ? null
        : throw UsageException.Of(option, name, Allowed);

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}
