namespace PayrepMeld.ActivityLogs.Cli.Diagnosis;

/// <summary>How a check ended, from best to worst.</summary>
internal enum FindingResult
{
    Ok,
    Skip,
    Warn,
    Fail,
}

/// <summary>What one check found.</summary>
/// <param name="Account">The account's name.</param>
/// <param name="Vendor">The vendor; null where the check is of the whole account.</param>
/// <param name="Check">What was checked: one of <see cref="Checks"/>.</param>
/// <param name="Result">How it ended.</param>
/// <param name="Detail">What was seen. Never a secret.</param>
internal sealed record Finding(string Account, ActivityLogVendor? Vendor, string Check, FindingResult Result, string Detail)
{
    /// <summary>What helps, where it did not end well.</summary>
    public string? Remedy { get; init; }

    /// <summary>What the process ends with because of it.</summary>
    public int ExitCode { get; init; }

    public string Subject => Vendor is null ? Account : $"{Account}/{Vendor}";

    public string Word => Result switch
    {
        FindingResult.Ok => "ok",
        FindingResult.Skip => "skip",
        FindingResult.Warn => "warn",
        _ => "FAIL",
    };
}

/// <summary>What is checked, in this order.</summary>
internal static class Checks
{
    public const string Configuration = "configuration";
    public const string Name = "name";
    public const string Connection = "connection";
    public const string Tls = "tls";
    public const string Credentials = "credentials";
    public const string Clock = "clock";
}
