using PayrepMeld.ActivityLogs.Paging;

namespace PayrepMeld.ActivityLogs.Following;

/// <summary>What a vendor shows before "from now on": the rows within the overlap are known, so that those that come late among them can be told. Judged by the vendor's rows, not by this machine's clock.</summary>
internal sealed class Baseline(Func<long, VendorReader> newReader, TimeSpan overlap, TimeProvider time)
{
    private readonly List<KnownRow> _rows = [];
    private readonly List<UnreadableRow> _unreadable = [];
    private long? _newest;
    private long _from = long.MinValue;
    private long _polledAt;

    public async Task LoadAsync(Action answered, CancellationToken cancellationToken)
    {
        _polledAt = time.GetUtcNow().UtcTicks;
        await foreach (var page in newReader(long.MinValue).ReadAsync(default, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            answered();
            _newest = page.NewestTicks;
            if (_newest is not null)
            {
                break;
            }
        }

        if (_newest is null)
        {
            // An empty log: whatever appears in it is new.
            return;
        }

        _from = KnownRows.LowerBound(Math.Min(_newest.Value, _polledAt), overlap);
        await foreach (var page in newReader(_from).ReadAsync(default, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            answered();
            _newest = KnownRows.Newer(_newest, page.NewestTicks);
            _rows.AddRange(page.Entries.Select(entry => new KnownRow(KnownRows.HashOf(entry.Id), entry.UtcTicks)));
            _unreadable.AddRange(page.UnreadableRows);
        }
    }

    public void Commit(KnownRows known, UnreadableLog unreadable)
    {
        known.MoveTo(_newest, _polledAt);
        known.BeginAt(_from);
        _rows.ForEach(known.Add);
        unreadable.Pass(_unreadable);
    }
}
