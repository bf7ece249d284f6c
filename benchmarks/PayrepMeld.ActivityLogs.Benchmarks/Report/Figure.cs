using System.Globalization;

namespace PayrepMeld.ActivityLogs.Benchmarks.Report;

/// <summary>A figure to reach: at most so much, and what was measured.</summary>
internal sealed record Figure(string What, ActivityLogVendor Vendor, double AtMost, double Measured, string Format)
{
    public bool Reached => Measured <= AtMost;

    public string ShowAtMost => AtMost.ToString(Format, CultureInfo.InvariantCulture);

    public string ShowMeasured => Measured.ToString(Format, CultureInfo.InvariantCulture);
}
