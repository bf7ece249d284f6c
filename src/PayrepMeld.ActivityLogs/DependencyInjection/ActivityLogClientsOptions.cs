namespace PayrepMeld.ActivityLogs;

/// <summary>One account: its credentials at one vendor or at both. At least one must be set.</summary>
public sealed class ActivityLogClientsOptions
{
    /// <summary>The name of the account that is registered when none is named: <c>default</c>.</summary>
    public const string DefaultAccount = "default";

    /// <summary>The account at Payrep MFB; null when it has none there.</summary>
    public PayrepOptions? Payrep { get; set; }

    /// <summary>The account at Meld; null when it has none there.</summary>
    public MeldOptions? Meld { get; set; }

    /// <summary>The configuration section these values were read from, for messages; empty when code set them.</summary>
    internal string SectionPath { get; set; } = "";

    /// <summary>What could not be read from the configuration: the validator reports it with everything else.</summary>
    internal List<string> ReadFailures { get; } = [];
}
