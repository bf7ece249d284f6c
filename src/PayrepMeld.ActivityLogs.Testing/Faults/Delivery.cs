using System.Runtime.InteropServices;

namespace PayrepMeld.ActivityLogs.Testing;

internal enum DeliveryKind
{
    Whole = 0,

    /// <summary>Nothing is ever answered.</summary>
    StallHeaders,

    /// <summary>The body stops coming.</summary>
    StallBody,

    /// <summary>The body comes a few bytes at a time.</summary>
    Drip,

    /// <summary>The connection is cut before anything was answered.</summary>
    ResetBeforeHeaders,

    /// <summary>The connection is cut within the body.</summary>
    ResetInBody,

    /// <summary>The connection ends in order, but before the length that was declared.</summary>
    Truncate,
}

/// <summary>How an answer gets to the caller.</summary>
/// <param name="Kind">The manner.</param>
/// <param name="Bytes">Drip: bytes at a time. The others: bytes sent before it happens, or null for half.</param>
/// <param name="Interval">Drip: the time between.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Delivery(DeliveryKind Kind, int? Bytes = null, TimeSpan Interval = default)
{
    /// <summary>How many bytes of a body go out before the fault shows.</summary>
    public int BytesBefore(int length) => Math.Min(Bytes ?? length / 2, Math.Max(0, length - 1));
}
