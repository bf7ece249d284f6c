using PayrepMeld.ActivityLogs.Testing;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Infrastructure;

/// <summary>What differs between the two fakes, under the names that <c>--vendor</c> takes.</summary>
internal static class Vendors
{
    public static FakeVendor Fake(this TwoFakes vendors, string vendor) => vendor == "payrep" ? vendors.Payrep.Vendor : vendors.Meld.Vendor;

    /// <summary>Only requests for the log go wrong, and no login.</summary>
    public static void FailLog(this TwoFakes vendors, string vendor, Fault fault) =>
        vendors.Fake(vendor).Faults.When(request => request.Path.EndsWith("_logs", StringComparison.Ordinal) || request.Path.EndsWith("-log", StringComparison.Ordinal), fault);

    public static (string Key, string Value) Setting(string vendor, string key, string value) => ($"ActivityLogs__{(vendor == "payrep" ? "Payrep" : "Meld")}__{key}", value);
}
