namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>What a <see cref="FakeMeld"/> holds and how it behaves.</summary>
public sealed class FakeMeldOptions : FakeVendorOptions
{
    /// <summary>The API keys accepted. Default: <c>meld-test-key</c>.</summary>
    public ISet<string> ApiKeys { get; } = new HashSet<string>(StringComparer.Ordinal) { "meld-test-key" };

    /// <summary>The version named in answers where the request named none. Default <c>2025-03-04</c>.</summary>
    public string Version { get; set; } = "2025-03-04";

    /// <summary>What <c>remaining</c> says. Default: the truth.</summary>
    public CountMode RemainingMode { get; set; }

    /// <summary>What <c>count</c> says. Default: the truth.</summary>
    public CountMode CountMode { get; set; }

    /// <summary>Whether a row at <c>start</c> itself is in the range. Default: yes.</summary>
    public bool StartInclusive { get; set; } = true;

    /// <summary>Whether a row at <c>end</c> itself is in the range. Default: yes.</summary>
    public bool EndInclusive { get; set; } = true;

    /// <summary>Whether <c>before</c> reads from the top of the list instead of from its key. Default: no.</summary>
    public bool BeforeReadsFromTop { get; set; }

    /// <summary>Rows given one by one, in any order.</summary>
    public IList<MeldRow> Rows { get; } = [];

    /// <summary>A log that is not held in memory, beside the rows; null (the default) for none.</summary>
    public IVendorLog<MeldRow>? Log { get; set; }
}
