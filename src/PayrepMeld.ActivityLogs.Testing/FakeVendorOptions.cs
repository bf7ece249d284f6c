using System.Net;

namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>
/// What both fakes have in common: the switches for what the vendors do not document. They are read at each request, so a test may change
/// them while it runs; only <see cref="TimeProvider"/>, <see cref="TimeFormat"/>, <see cref="Order"/>, <see cref="Port"/> and the rows are read once, at the start.
/// </summary>
public abstract class FakeVendorOptions
{
    private protected FakeVendorOptions()
    {
    }

    /// <summary>The clock of token expiry, delays and the journal. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>A path that all endpoints stand under, such as <c>/gateway</c>. Default: none.</summary>
    public string BasePath { get; set; } = "";

    /// <summary>The port of 127.0.0.1 that a server listens on, 0 to 65535; 0 (the default) for any free one. In memory it means nothing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not 0 to 65535.</exception>
    public int Port
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, IPEndPoint.MaxPort);
            field = value;
        }
    }

    /// <summary>How times are written. Default: six fraction digits and <c>Z</c>.</summary>
    public TimeFormat TimeFormat { get; set; } = new(6);

    /// <summary>The order of the list. Default: newest first.</summary>
    public RowOrder Order { get; set; }

    /// <summary>Whether a page begins with the cursor's own row again (which then needs a page of at least 2 to move on). Default: no.</summary>
    public bool InclusiveCursor { get; set; }

    /// <summary>The most rows a page holds whatever was asked for, without a word about it; null (the default) for no such cap.</summary>
    public int? SilentPageCap { get; set; }

    /// <summary>When set, pages are cut short at random by this seed, to no less than one new row. Default: null, full pages.</summary>
    public int? ShortPageSeed { get; set; }

    /// <summary>What happens to a cursor that names no row. Default: it is refused.</summary>
    public UnknownCursor UnknownCursor { get; set; }

    /// <summary>How a field without a value is written. Default: as null.</summary>
    public MissingField MissingFields { get; set; }

    /// <summary>Whether numbers are written as texts. Default: no.</summary>
    public bool NumbersAsStrings { get; set; }

    /// <summary>Whether rows and envelopes carry fields that no documentation names. Default: no.</summary>
    public bool ExtraFields { get; set; }

    /// <summary>Whether the envelope's members come in another order: for Payrep <c>data</c> first, for Meld <c>activities</c> last. Default: no.</summary>
    public bool ReorderEnvelope { get; set; }

    /// <summary>How many requests the journal keeps, the oldest going first. Default 10,000.</summary>
    public int JournalCapacity { get; set; } = 10_000;
}
