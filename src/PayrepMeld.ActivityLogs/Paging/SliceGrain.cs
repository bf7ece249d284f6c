namespace PayrepMeld.ActivityLogs.Paging;

/// <summary>How finely a vendor's range can be cut.</summary>
/// <param name="Ticks">Cuts are whole multiples of this.</param>
/// <param name="West">How much later than in UTC a cut may fall in the vendor's zone.</param>
/// <param name="East">How much earlier.</param>
internal readonly record struct SliceGrain(long Ticks, long West, long East)
{
    /// <summary>Meld's ranges are instants, asked for in whole seconds.</summary>
    public static readonly SliceGrain Second = new(TimeSpan.TicksPerSecond, 0, 0);

    /// <summary>Payrep's ranges are its own dates, and it does not say in which zone: from UTC-12 to UTC+14.</summary>
    public static readonly SliceGrain VendorDay = new(TimeSpan.TicksPerDay, 12 * TimeSpan.TicksPerHour, 14 * TimeSpan.TicksPerHour);

    /// <summary>The newest cut that is surely not newer than an instant.</summary>
    public long CutAtOrBefore(long ticks) => Math.Max(0, ticks - West) / Ticks * Ticks;
}
