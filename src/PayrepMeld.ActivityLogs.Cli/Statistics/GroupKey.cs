namespace PayrepMeld.ActivityLogs.Cli.Statistics;

/// <summary>What the entries of a group have in common.</summary>
/// <param name="Vendor">The vendor; null where groups span both.</param>
/// <param name="Method">The HTTP method, of endpoints only.</param>
/// <param name="Text">The endpoint, action, address, status or masked message; null for entries that have none.</param>
internal readonly record struct GroupKey(ActivityLogVendor? Vendor, string? Method, string? Text)
{
    /// <summary>Of longer texts only so much tells groups apart: what others wrote must not fill the memory.</summary>
    public const int LongestText = 256;

    /// <summary>Whether there may be more to the text than is kept.</summary>
    public bool IsCut => Text?.Length == LongestText;

    public static GroupKey Of(ActivityLogVendor? vendor, string? method, string? text) => new(vendor, Cut(method), Cut(text));

    private static string? Cut(string? text) => text?.Length > LongestText ? text[..LongestText] : text;
}
