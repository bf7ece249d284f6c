using PayrepMeld.ActivityLogs.Testing;

namespace PayrepMeld.ActivityLogs.Tests.Histories;

/// <summary>What a plain list says must, and may, be delivered.</summary>
internal sealed class HistoryModel(History history)
{
    /// <summary>Why what was delivered is wrong, or null.</summary>
    public string? FindFault(IReadOnlyList<ActivityLogEntry> delivered, IReadOnlyList<string>? unreadable = null)
    {
        var always = Sorted(history.Rows);
        var ever = Sorted([.. history.Rows, .. history.Late.Select(late => late.Row)]);
        var ids = delivered.Select(entry => entry.Id).ToList();
        if (ids.Distinct(StringComparer.Ordinal).Count() != ids.Count)
        {
            return "a row was delivered twice";
        }

        if (ids.Except(ever.Select(row => row.Id), StringComparer.Ordinal).Any())
        {
            return "a row was delivered that the range does not hold";
        }

        if (InRange(history.Rows).FirstOrDefault(row => row.TooDeep && unreadable?.Any(raw => raw.Contains(row.Id, StringComparison.Ordinal)) != true) is { } silent)
        {
            return $"the unreadable row {silent.Id} was not reported";
        }

        if (history.Habits.Order != RowOrder.NewestFirst)
        {
            return always.Select(row => row.Id).Except(ids, StringComparer.Ordinal).FirstOrDefault() is { } lost ? $"the row {lost} was lost" : null;
        }

        var staying = always.Select(row => row.Id).ToHashSet(StringComparer.Ordinal);
        if (!ids.Where(staying.Contains).SequenceEqual(always.Select(row => row.Id), StringComparer.Ordinal))
        {
            return $"the rows that stayed came as {string.Join(' ', ids.Where(staying.Contains))}, not as {string.Join(' ', always.Select(row => row.Id))}";
        }

        // A read that is resumed within a page, or within one instant, begins that page anew: late rows then come where they are met.
        var wholeOrder = ever.Where(row => ids.Contains(row.Id, StringComparer.Ordinal)).Select(row => row.Id);
        return history.ResumeAfterPage is null && !wholeOrder.SequenceEqual(ids, StringComparer.Ordinal)
            ? "the order is wrong"
            : null;
    }

    private IEnumerable<HistoryRow> InRange(IEnumerable<HistoryRow> rows) => rows.Where(row =>
        (history.FromInstant is not { } from || history.Ticks(row) >= from.UtcTicks)
        && history.Ticks(row) < (history.ToInstant ?? History.Newest.AddDays(2)).UtcTicks
        && (history.Outcome is null || row.Failed));

    /// <summary>Each vendor by its own finest time and then by id; both together by what an entry can tell, Payrep first.</summary>
    private List<HistoryRow> Sorted(IEnumerable<HistoryRow> rows) =>
    [
        .. InRange(rows)
            .Where(row => !row.TooDeep)
            .OrderByDescending(history.Ticks)
            .ThenBy(row => row.Vendor)
            .ThenByDescending(Nanoseconds)
            .ThenByDescending(row => row.Id, StringComparer.Ordinal),
    ];

    private int Nanoseconds(HistoryRow row) => history.Habits.FractionDigits switch
    {
        < 8 => 0,
        8 => row.Nanoseconds / 10 * 10,
        _ => row.Nanoseconds,
    };
}
