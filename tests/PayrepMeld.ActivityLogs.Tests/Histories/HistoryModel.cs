namespace PayrepMeld.ActivityLogs.Tests.Histories;

/// <summary>What a plain list says must, and may, be delivered.</summary>
internal sealed class HistoryModel(History history)
{
    /// <summary>Why what was delivered is wrong, or null.</summary>
    public string? FindFault(IReadOnlyList<ActivityLogEntry> delivered)
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

        var staying = always.Select(row => row.Id).ToHashSet(StringComparer.Ordinal);
        if (!ids.Where(staying.Contains).SequenceEqual(always.Select(row => row.Id), StringComparer.Ordinal))
        {
            return $"the rows that stayed came as {string.Join(' ', ids.Where(staying.Contains))}, not as {string.Join(' ', always.Select(row => row.Id))}";
        }

        foreach (var vendor in Enum.GetValues<ActivityLogVendor>())
        {
            var own = delivered.Where(entry => entry.Vendor == vendor).Select(entry => entry.Id).ToHashSet(StringComparer.Ordinal);
            if (!ever.Where(row => row.Vendor == vendor && own.Contains(row.Id)).Select(row => row.Id)
                .SequenceEqual(delivered.Where(entry => entry.Vendor == vendor).Select(entry => entry.Id), StringComparer.Ordinal))
            {
                return $"{vendor}'s rows are out of order";
            }
        }

        // A late row of one vendor can be older than where a resumed merge had got to with the other.
        var wholeOrder = ever.Where(row => ids.Contains(row.Id, StringComparer.Ordinal)).Select(row => row.Id);
        return history.ResumeAfterPage is null && !wholeOrder.SequenceEqual(ids, StringComparer.Ordinal)
            ? "the merged order is wrong"
            : null;
    }

    private List<HistoryRow> Sorted(IEnumerable<HistoryRow> rows)
    {
        var matching = rows.Where(row =>
            (history.FromInstant is not { } from || Ticks(row) >= from.UtcTicks)
            && Ticks(row) < (history.ToInstant ?? History.Newest.AddDays(2)).UtcTicks
            && (history.Outcome is null || row.Failed));

        // Each vendor by its own finest time and then by id; both together by what an entry can tell, Payrep first.
        return [.. matching
            .OrderByDescending(Ticks)
            .ThenBy(row => row.Vendor)
            .ThenByDescending(Nanoseconds)
            .ThenByDescending(row => row.Id, StringComparer.Ordinal)];
    }

    /// <summary>The row's time as the vendor shows it, cut to its digits.</summary>
    private long Ticks(HistoryRow row)
    {
        var ticks = history.At(row.Grid).UtcTicks;
        var unit = (long)Math.Pow(10, 7 - Math.Min(7, history.Habits.FractionDigits));
        return ticks - (ticks % unit);
    }

    private int Nanoseconds(HistoryRow row) => history.Habits.FractionDigits switch
    {
        < 8 => 0,
        8 => row.Nanoseconds / 10 * 10,
        _ => row.Nanoseconds,
    };
}
