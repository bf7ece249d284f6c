namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>A log that can be read at any place without being held in memory, newest row first.</summary>
/// <typeparam name="TRow">The row: <see cref="PayrepRow"/> or <see cref="MeldRow"/>.</typeparam>
/// <remarks>
/// It never changes; rows given or inserted beside it are merged in by the fake. Rows of one instant must come in descending ordinal
/// order of their ids, as the fakes order all ties.
/// </remarks>
public interface IVendorLog<out TRow>
{
    /// <summary>How many rows there are.</summary>
    long Count { get; }

    /// <summary>The row at a place; 0 is the newest.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    TRow this[long index] { get; }

    /// <summary>The time of the row at a place, without making the row.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    /// <returns>The row's time, never newer than that of the row before it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    DateTimeOffset TimeAt(long index);

    /// <summary>The place of a row by its <c>id</c> or <c>key</c>.</summary>
    /// <param name="id">The row's id.</param>
    /// <returns>Its place, or -1 when there is none.</returns>
    long IndexOf(string id);
}
