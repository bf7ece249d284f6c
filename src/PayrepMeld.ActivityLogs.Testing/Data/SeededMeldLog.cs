using System.Globalization;

namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>
/// A generated activity log of any size: each row is a pure function of the seed and its place, so it costs no memory and is the same
/// everywhere. Busy working hours, quiet nights, a few endpoints, customers and addresses that dominate, bursts of errors, rows that share an instant.
/// </summary>
public sealed class SeededMeldLog : IVendorLog<MeldRow>
{
    private const uint ActionPurpose = 31;
    private const uint CustomerPurpose = 32;
    private const uint RequestPurpose = 33;

    private static readonly (string Method, string Path)[] Endpoints =
    [
        ("GET", "/financial-accounts"),
        ("GET", "/financial-accounts/transactions"),
        ("POST", "/bank-linking/connect/start"),
        ("GET", "/bank-linking/connections/search"),
        ("POST", "/bank-linking/connections/refresh"),
        ("GET", "/service-providers"),
        ("POST", "/customers"),
        ("DELETE", "/bank-linking/connections"),
    ];

    private static readonly Skew<string> Actions = new(
    [
        MeldActions.InboundRequest,
        MeldActions.OutboundRequestServiceProvider,
        MeldActions.OutboundRequestWebhook,
        MeldActions.InboundRequestWebhook,
    ]);

    private static readonly Skew<string> EventTypes = new(
    [
        "FINANCIAL_ACCOUNT_TRANSACTIONS_AGGREGATED",
        "FINANCIAL_ACCOUNTS_UPDATED",
        "CONNECTION_COMPLETED",
        "CONNECTION_DEGRADED",
    ]);

    private static readonly ActivityLogActor[] Actors =
    [
        new("act_01", "Backend", "API_KEY"),
        new("act_02", "Nightly import", "API_KEY"),
        new("act_03", "Ada Obi", "USER"),
        new("act_04", "Meld", "SYSTEM"),
    ];

    private static readonly Skew<int> Customers = new([.. Enumerable.Range(0, 200)]);
    private static readonly Skew<ActivityLogActor> ActorSkew = new(Actors);

    private readonly int _seed;
    private readonly SeededTimes _times;
    private readonly SeededCalls _calls;

    /// <summary>Describes a log; nothing is generated yet.</summary>
    /// <param name="seed">Which of all possible logs.</param>
    /// <param name="count">How many rows, 0 or more.</param>
    /// <param name="from">No row is older, to the microsecond; 2000-01-03 or later.</param>
    /// <param name="to">All rows are older.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative, or the range is empty or too old.</exception>
    public SeededMeldLog(int seed, long count, DateTimeOffset from, DateTimeOffset to)
    {
        _seed = seed;
        _times = new SeededTimes(seed, count, from, to);
        _calls = new SeededCalls(seed, Endpoints);
    }

    /// <inheritdoc/>
    public long Count => _times.Count;

    /// <inheritdoc/>
    public MeldRow this[long index]
    {
        get
        {
            var age = _times.Turn(index);
            var ticks = _times.TicksAt(age);
            var (method, path, code, message, address) = _calls.At(age);
            var random = Hash.Of(_seed, age, ActionPurpose);
            var action = random % 997 == 0 ? MeldActions.InstitutionConnectionImportFailed : Actions.Pick(random >> 16);
            var customer = Customers.Pick(Hash.Of(_seed, age, CustomerPurpose));
            return new MeldRow
            {
                Key = SortableKey.Write(SeededTimes.High(ticks), _times.Low(age)),
                OccurredAt = new DateTimeOffset(ticks, TimeSpan.Zero),
                Actor = ActorSkew.Pick(random >> 32),
                Entity = new(Text("ent_", customer), "CONNECTION"),
                Action = action,
                EventType = action.EndsWith("WEBHOOK", StringComparison.Ordinal) ? EventTypes.Pick(random >> 40) : null,
                RequestId = string.Create(CultureInfo.InvariantCulture, $"req_{Hash.Of(_seed, age, RequestPurpose):x16}"),
                CustomerId = Text("cus_", customer),
                ExternalCustomerId = Text("ext-", customer),
                ConnectionId = Text("con_", customer),
                FinancialAccountId = customer % 2 == 0 ? Text("fac_", customer) : null,
                HttpMethod = method,
                Endpoint = path,
                StatusCode = code,
                ClientIp = address,
                Message = code < 400 ? null : message,
            };
        }
    }

    /// <inheritdoc/>
    public DateTimeOffset TimeAt(long index) => new(_times.TicksAt(_times.Turn(index)), TimeSpan.Zero);

    /// <inheritdoc/>
    public long IndexOf(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return SortableKey.TryRead(id, out var high, out var low)
            && _times.AgeOf(high, low) is >= 0 and var age
            && string.Equals(SortableKey.Write(high, low), id, StringComparison.Ordinal) ? _times.Turn(age) : -1;
    }

    private static string Text(string prefix, int number) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{number:0000}");
}
