using System.Globalization;

namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>Meld without a socket: the activity log.</summary>
public sealed class FakeMeld : FakeVendor
{
    private const string Path = "/activity-log";
    private const string Scheme = "BASIC ";
    private const string VersionHeader = "Meld-Version";

    private readonly MeldTable _table;

    /// <summary>Creates a fake.</summary>
    /// <param name="options">What it holds and how it behaves; null for an empty log and all defaults.</param>
    public FakeMeld(FakeMeldOptions? options = null)
        : base(options ??= new FakeMeldOptions())
    {
        Options = options;
        _table = new MeldTable(options);
    }

    /// <summary>The switches, which may be changed while it runs.</summary>
    public FakeMeldOptions Options { get; }

    /// <summary>How many rows there are, echoes included.</summary>
    public long Count
    {
        get
        {
            lock (Gate)
            {
                return _table.Rows.Count;
            }
        }
    }

    /// <summary>The rows as the vendor lists them, newest first: a copy, for small logs.</summary>
    /// <returns>The rows, each of its echoes included.</returns>
    public IReadOnlyList<MeldRow> List()
    {
        lock (Gate)
        {
            return _table.Rows.ToList();
        }
    }

    /// <summary>Adds a row, which may be older than others.</summary>
    /// <param name="row">The row.</param>
    public void Insert(MeldRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        lock (Gate)
        {
            _table.Rows.Insert(row);
        }
    }

    /// <summary>Shows a row once more, in another place. A page never ends in an echo, from which no cursor could go on.</summary>
    /// <param name="row">The row.</param>
    /// <param name="at">It stands where a row of this time would.</param>
    public void InsertEcho(MeldRow row, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(row);
        lock (Gate)
        {
            _table.Rows.InsertEcho(row, at);
        }
    }

    /// <summary>Removes a given or inserted row and its echoes, as a retention job would.</summary>
    /// <param name="key">Its key.</param>
    /// <returns>Whether there was one.</returns>
    public bool Remove(string key)
    {
        lock (Gate)
        {
            return _table.Rows.Remove(key);
        }
    }

    private protected override FakeAnswer Respond(FakeRequest request, string path, PageFault fault)
    {
        KeyValuePair<string, string>[] headers = [new(VersionHeader, request.Header(VersionHeader) ?? Options.Version)];
        try
        {
            return new FakeAnswer { Body = Route(request, path, fault), Headers = headers };
        }
        catch (MeldRefusal refusal)
        {
            var requestId = string.Create(CultureInfo.InvariantCulture, $"req-{request.Number}");
            return new FakeAnswer
            {
                Status = refusal.Status,
                Body = MeldErrors.Body(refusal.Code, refusal.Message, requestId, Clock.GetUtcNow()),
                Headers = headers,
            };
        }
    }

    private byte[] Route(FakeRequest request, string path, PageFault fault)
    {
        if (!string.Equals(path, Path, StringComparison.Ordinal))
        {
            throw new MeldRefusal(404, "NOT_FOUND", "There is no such endpoint.");
        }

        if (!string.Equals(request.Method, "GET", StringComparison.Ordinal))
        {
            throw new MeldRefusal(405, "METHOD_NOT_ALLOWED", "The endpoint answers GET.");
        }

        var authorization = request.Header("Authorization");
        if (authorization?.StartsWith(Scheme, StringComparison.Ordinal) != true || !Options.ApiKeys.Contains(authorization[Scheme.Length..]))
        {
            throw new MeldRefusal(401, "INVALID_CREDENTIALS", "The API key is missing or invalid.");
        }

        if (request.Header(VersionHeader) is { } version && !DateOnly.TryParseExact(version, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            throw MeldRefusal.BadRequest("Meld-Version must be a date as YYYY-MM-DD.");
        }

        return _table.Search(MeldSearch.Read(request), request.Number, fault);
    }
}
