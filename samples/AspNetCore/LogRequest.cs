using System.Globalization;

namespace PayrepMeld.ActivityLogs.AspNetCore;

/// <summary>What the query string asks for. Whatever is wrong with it is said, parameter by parameter.</summary>
internal sealed class LogRequest
{
    private static readonly string[] TimeFormats = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"];

    private readonly Dictionary<string, string[]> _errors = new(StringComparer.Ordinal);

    public LogRequest(IQueryCollection parameters, DateTimeOffset now)
    {
        foreach (var (name, values) in parameters)
        {
            if (name is not ("from" or "to" or "outcome" or "vendor" or "limit"))
            {
                Refuse(name, "There is no such parameter. Known are from, to, outcome, vendor and limit.");
            }
            else if (values.Count != 1)
            {
                Refuse(name, "Give it once.");
            }
        }

        Vendor = Name<ActivityLogVendor>(parameters["vendor"], "vendor");
        try
        {
            Query = new ActivityLogQuery
            {
                From = Time(parameters["from"], "from") ?? now.AddDays(-1),
                To = Time(parameters["to"], "to"),
                Outcome = Name<ActivityLogOutcome>(parameters["outcome"], "outcome"),
                MaxEntries = Limit(parameters["limit"]),
                IncludeRaw = true,
            };
        }
        catch (ArgumentException e)
        {
            Refuse("query", e.Message);
        }
    }

    public ActivityLogQuery Query { get; } = new();

    /// <summary>Null for both.</summary>
    public ActivityLogVendor? Vendor { get; }

    /// <summary>Empty when the request can be answered.</summary>
    public IDictionary<string, string[]> Errors => _errors;

    public void Refuse(string name, string why) => _errors[name] = [why];

    private DateTimeOffset? Time(string? text, string name)
    {
        if (text is null)
        {
            return null;
        }

        if (DateTimeOffset.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return time;
        }

        Refuse(name, "Give a time as 2026-04-15 or 2026-04-15T12:30:00Z (UTC unless it says otherwise; a + in an offset is %2B in a URL).");
        return null;
    }

    private T? Name<T>(string? text, string name)
        where T : struct, Enum
    {
        var found = Enum.GetNames<T>().FirstOrDefault(n => string.Equals(n, text, StringComparison.OrdinalIgnoreCase));
        if (text is not null && found is null)
        {
            Refuse(name, $"Give one of {string.Join(", ", Enum.GetNames<T>())}.");
        }

        return found is null ? null : Enum.Parse<T>(found);
    }

    private long? Limit(string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit > 0)
        {
            return limit;
        }

        Refuse("limit", "Give a whole number from 1 on.");
        return null;
    }
}
