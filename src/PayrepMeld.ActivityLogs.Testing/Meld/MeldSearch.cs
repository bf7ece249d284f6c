using System.Globalization;

namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>The query of a search, read and validated as the vendor documents it.</summary>
internal sealed class MeldSearch
{
    private const int DefaultLimit = 10;
    private const int MaxLimit = 100;

    private readonly Dictionary<string, string> _parameters = new(StringComparer.Ordinal);

    private MeldSearch(FakeRequest request)
    {
        foreach (var (name, value) in request.QueryParameters())
        {
            if (!_parameters.TryAdd(name, value))
            {
                throw MeldRefusal.BadRequest($"{name} is given twice.");
            }
        }

        (Start, var startZone) = Time("start");
        (End, var endZone) = Time("end");
        if (!string.Equals(startZone, endZone, StringComparison.Ordinal))
        {
            throw MeldRefusal.BadRequest("The time zones of start and end must match.");
        }

        if (Start > End)
        {
            throw MeldRefusal.BadRequest("start must not be after end.");
        }

        RefuseBoth("customerId", "externalCustomerId");
        RefuseBoth("before", "after");
        Limit = this["limit"] switch
        {
            null => DefaultLimit,
            var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= MaxLimit => limit,
            _ => throw MeldRefusal.BadRequest($"limit must be 1 to {MaxLimit}."),
        };
    }

    public RowTime Start { get; }

    public RowTime End { get; }

    public int Limit { get; }

    public string? Before => this["before"];

    public string? After => this["after"];

    /// <summary>What selects rows, as one text: the same for every page of one read.</summary>
    public string Selection => string.Join('&', _parameters
        .Where(parameter => parameter.Key is not ("before" or "after" or "limit"))
        .OrderBy(parameter => parameter.Key, StringComparer.Ordinal)
        .Select(parameter => $"{parameter.Key}={parameter.Value}"));

    private string? this[string name] => _parameters.GetValueOrDefault(name);

    /// <exception cref="MeldRefusal">It is not valid.</exception>
    public static MeldSearch Read(FakeRequest request) => new(request);

    /// <summary>Which rows match, the time range aside; null for all.</summary>
    public Func<MeldRow, bool>? Filter()
    {
        List<(Func<MeldRow, string?> Value, string[] Allowed)> conditions = [];
        Add("actions", row => row.Action, list: true);
        Add("requestId", row => row.RequestId);
        Add("customerId", row => row.CustomerId);
        Add("externalCustomerId", row => row.ExternalCustomerId);
        Add("connectionIds", row => row.ConnectionId, list: true);
        Add("financialAccountIds", row => row.FinancialAccountId, list: true);
        Add("eventType", row => row.EventType);
        return conditions.Count == 0 ? null : row => conditions.TrueForAll(condition => condition.Allowed.Contains(condition.Value(row), StringComparer.Ordinal));

        void Add(string name, Func<MeldRow, string?> value, bool list = false)
        {
            if (this[name] is { } text)
            {
                conditions.Add((value, list ? text.Split(',', StringSplitOptions.TrimEntries) : [text]));
            }
        }
    }

    private (RowTime Time, string Zone) Time(string name)
    {
        var text = this[name] ?? throw MeldRefusal.BadRequest($"{name} is required.");
        return RowTime.TryParse(text, out var time, out var zone)
            ? (time, zone)
            : throw MeldRefusal.BadRequest($"{name} must be an ISO date-time.");
    }

    private void RefuseBoth(string one, string other)
    {
        if (this[one] is not null && this[other] is not null)
        {
            throw MeldRefusal.BadRequest($"{one} and {other} cannot be used in the same request.");
        }
    }
}
