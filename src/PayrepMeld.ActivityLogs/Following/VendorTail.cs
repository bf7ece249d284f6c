using Microsoft.Extensions.Logging;
using PayrepMeld.ActivityLogs.Http;
using PayrepMeld.ActivityLogs.Paging;

namespace PayrepMeld.ActivityLogs.Following;

/// <summary>
/// One vendor's rows as they appear, oldest first. <see cref="LoadAsync"/> may run beside what takes entries of other vendors: it only reads what is
/// known here. All that changes it, <see cref="Prepare"/>, <see cref="Commit"/> and <see cref="Take"/>, is called by the one who delivers.
/// </summary>
internal sealed class VendorTail
{
    private readonly IPageSource _source;
    private readonly ActivityLogQuery _query;
    private readonly FollowOptions _options;
    private readonly string _account;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly KnownRows _known;
    private readonly HeldEntries _held;
    private readonly UnreadableLog _unreadable;
    private readonly Stack<VendorPosition> _letGo = new();
    private bool _hasBegun;
    private Baseline? _baseline;
    private VendorReader? _reader;
    private BacklogScan? _scan;
    private bool _isReadingBack;
    private VendorPosition _heldFrom;
    private bool _isOutOfOrder;
    private long? _newest;
    private long _polledAt;

    public VendorTail(IPageSource source, ActivityLogQuery query, FollowOptions options, VendorState? saved, string account, TimeProvider time, ILogger logger)
    {
        _source = source;
        _query = query with { From = null, MaxEntries = null, MaxConcurrency = 1, PrefetchPages = 0 };
        _options = options;
        _account = account;
        _time = time;
        _logger = logger;
        _known = new KnownRows(saved);
        _held = new HeldEntries(_known);
        _unreadable = new UnreadableLog(_known, logger, account);
        _hasBegun = saved is { HasBegun: true };
        if (!_hasBegun && query.From is { } from)
        {
            _hasBegun = true;
            _known.BeginAt(from.UtcTicks);
        }
    }

    public ActivityLogVendor Vendor => _source.Vendor;

    /// <summary>The oldest entry that was not taken; null where another load is needed.</summary>
    public ActivityLogEntry? Head => _held.Head;

    /// <summary>A poll was begun and not delivered to its end.</summary>
    public bool IsMidway => _scan is not null || _letGo.Count > 0;

    /// <summary>Decides what is loaded next: what was known at the start, the rest of a poll, or a new one.</summary>
    public void Prepare()
    {
        if (!_hasBegun)
        {
            _baseline = new Baseline(NewReader, _options.Overlap, _time);
            return;
        }

        if (_scan is not null)
        {
            return;
        }

        Forget();
        _isReadingBack = _letGo.TryPeek(out var start);
        if (!_isReadingBack)
        {
            _polledAt = _time.GetUtcNow().UtcTicks;
            _reader = NewReader(_known.CompleteFrom);
        }

        _scan = new BacklogScan(_reader!, start, _isReadingBack ? _heldFrom : null, _known, _options.MaxHeld);
    }

    /// <summary>Loads it.</summary>
    /// <param name="answered">Called after each answer of the vendor.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task LoadAsync(Action answered, CancellationToken cancellationToken) =>
        _baseline is not null ? _baseline.LoadAsync(answered, cancellationToken) : _scan!.RunAsync(answered, cancellationToken);

    /// <summary>Takes in what was loaded.</summary>
    /// <returns>Whether there is something to save, although no entry was taken.</returns>
    public bool Commit()
    {
        if (_baseline is { } baseline)
        {
            baseline.Commit(_known, _unreadable);
            (_baseline, _hasBegun) = (null, true);
            return true;
        }

        if (_isReadingBack)
        {
            _letGo.Pop();
        }

        _scan!.LetGo.ForEach(_letGo.Push);
        _heldFrom = _scan.HeldFrom;
        _isOutOfOrder |= _scan.IsOutOfOrder;
        _newest = KnownRows.Newer(_newest, _scan.NewestTicks);
        _held.Fill(_scan.OldestFirst());
        _unreadable.Report(_scan.Unreadable);
        _scan = null;
        return EndPollIfTaken();
    }

    /// <summary>Takes the <see cref="Head"/>.</summary>
    public ActivityLogEntry Take()
    {
        var (entry, row) = _held.Take();
        if (!_isOutOfOrder)
        {
            _known.MoveTo(row.Ticks, _polledAt);
        }

        Delivery.Report(entry.Vendor, 1);
        Telemetry.Followed(entry, _time);
        EndPollIfTaken();
        return entry;
    }

    /// <summary>
    /// Gives up the poll, if the vendor refused a cursor of its own: a row may be gone, or the cursor too old. The next one begins at the newest
    /// row again, and stops at what was delivered.
    /// </summary>
    /// <returns>Whether it did.</returns>
    public bool TryBeginAnew()
    {
        if (_scan is not { UsesCursor: true })
        {
            return false;
        }

        _scan = null;
        _letGo.Clear();
        return true;
    }

    /// <summary>How far its entries were taken.</summary>
    public VendorState Save()
    {
        // A load reads what is known: it forgot what it could before it began.
        if (_scan is null && _baseline is null)
        {
            Forget();
        }

        return _known.Save(_hasBegun);
    }

    /// <summary>Rows in order are older than what lies ahead once they were delivered. Out of order, none is forgotten before the end.</summary>
    private void Forget()
    {
        if (!_isOutOfOrder)
        {
            _known.Forget(_options.Overlap);
        }
    }

    private bool EndPollIfTaken()
    {
        if (Head is not null || IsMidway)
        {
            return false;
        }

        _unreadable.EndPoll();
        (_isOutOfOrder, var newest, _newest) = (false, _newest, null);
        return _known.MoveTo(newest, _polledAt);
    }

    private VendorReader NewReader(long from)
    {
        var query = from <= 0 ? _query : _query with { From = new DateTimeOffset(from, TimeSpan.Zero) };
        return new VendorReader(_source, query, ReadBounds.Of(query, _time), _account, _time, _logger);
    }
}
