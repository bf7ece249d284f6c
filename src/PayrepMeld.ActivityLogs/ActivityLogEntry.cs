using PayrepMeld.ActivityLogs.Json;
using PayrepMeld.ActivityLogs.Paging;

namespace PayrepMeld.ActivityLogs;

/// <summary>
/// One row of a vendor's activity log: a <see cref="PayrepActivity"/> or a <see cref="MeldActivity"/>, which add the fields only
/// they have. Immutable, and safe to keep after the page it came from is gone.
/// </summary>
/// <remarks>
/// An entry's identity is <see cref="Account"/> + <see cref="Vendor"/> + <see cref="Id"/>. Texts are data written by others (an
/// attacker's request is logged, too): escape them before a terminal, a spreadsheet or a browser shows them.
/// </remarks>
public abstract class ActivityLogEntry
{
    private readonly long _utcTicks;
    private readonly Guid _uuid;
    private readonly EntryOrigin _origin;
    private string? _id;

    private protected ActivityLogEntry(RowId id, long utcTicks, EntryOrigin origin)
    {
        _uuid = id.Uuid;
        _id = id.Text;
        _utcTicks = utcTicks;
        _origin = origin;
    }

    /// <summary>The vendor whose row this is.</summary>
    public abstract ActivityLogVendor Vendor { get; }

    /// <summary>Payrep's <c>id</c> or Meld's <c>key</c>, never empty; unique within one vendor and account.</summary>
    public string Id => _id ??= _uuid.ToString("D");

    /// <summary>The name of the account it was read with: <see cref="ActivityLogClientsOptions.DefaultAccount"/> unless several are registered.</summary>
    public string Account => _origin.Account;

    /// <summary>
    /// When it happened, in UTC, to 100 ns (finer digits are cut, not rounded). A vendor's time without an offset is taken as UTC.
    /// </summary>
    public DateTimeOffset OccurredAt => new(_utcTicks, TimeSpan.Zero);

    /// <summary>What was done: for Payrep the method and endpoint, as in <c>POST /api/v1/account</c>; for Meld its action, see <see cref="MeldActions"/>.</summary>
    public abstract string? Action { get; }

    /// <summary>How it ended.</summary>
    public abstract ActivityLogOutcome Outcome { get; }

    /// <summary>The HTTP method of the logged request, as the vendor spells it.</summary>
    public abstract string? HttpMethod { get; }

    /// <summary>The path of the logged request.</summary>
    public abstract string? Endpoint { get; }

    /// <summary>The HTTP status the logged request was answered with.</summary>
    public abstract int? StatusCode { get; }

    /// <summary>The message logged with it.</summary>
    public abstract string? Message { get; }

    /// <summary>The address the logged request came from, as text: it may be malformed or a list.</summary>
    public abstract string? ClientIp { get; }

    /// <summary>Who did it; null where the row does not say, and for Payrep.</summary>
    public abstract ActivityLogActor? Actor { get; }

    /// <summary>What it was done to; null where the row does not say, and for Payrep.</summary>
    public abstract ActivityLogEntity? Entity { get; }

    /// <summary>The vendor's id of the logged request; null where the row does not say, and for Payrep.</summary>
    public abstract string? RequestId { get; }

    /// <summary>The row exactly as received (UTF-8 JSON), if <see cref="ActivityLogQuery.IncludeRaw"/> asked for it; empty otherwise.</summary>
    public ReadOnlyMemory<byte> Raw => Extras?.Raw;

    /// <summary>The row's own place in the vendor's list, which a next page starts after.</summary>
    internal RowPlace Place => new(this);

    internal RowId RowId => RowId.Of(_uuid, _id);

    internal long UtcTicks => _utcTicks;

    /// <summary>The same in the vendor's own text, made anew at each call.</summary>
    internal abstract RowCursor Cursor { get; }

    internal EntryExtras? Extras => _origin.Extras;

    /// <summary>Vendor, id and time, for a debugger or a log line: no text that others wrote but the id.</summary>
    public sealed override string ToString() => $"{Vendor} {Id} {OccurredAt:yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'}";
}
