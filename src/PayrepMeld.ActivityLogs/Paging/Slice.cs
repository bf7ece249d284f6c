namespace PayrepMeld.ActivityLogs.Paging;

/// <summary>
/// A part of a read's range, from one cut to another. Cuts lie on whole multiples of the vendor's <see cref="SliceGrain"/>; what is
/// older than the floor is the next slice's.
/// </summary>
/// <param name="Whole">The range of the whole read.</param>
/// <param name="Floor">The lower cut in UTC ticks, inclusive; null where the range itself ends.</param>
/// <param name="Ceiling">The upper cut in UTC ticks, exclusive; null where the range itself ends.</param>
internal readonly record struct Slice(ReadBounds Whole, long? Floor, long? Ceiling)
{
    /// <summary>The range that rows of this slice can lie in: exact where the vendor's cuts are instants, else as far as its zone can be off.</summary>
    public ReadBounds Within(SliceGrain grain) => new(
        Floor is { } floor && (Whole.From is null || floor - grain.East > Whole.From.Value.UtcTicks) ? At(floor - grain.East) : Whole.From,
        Ceiling is { } ceiling && ceiling + grain.West < Whole.To.UtcTicks ? At(ceiling + grain.West) : Whole.To);

    private static DateTimeOffset At(long ticks) => new(Math.Clamp(ticks, 0, DateTime.MaxValue.Ticks), TimeSpan.Zero);
}
