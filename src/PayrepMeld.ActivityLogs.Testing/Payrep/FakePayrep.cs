namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>
/// Payrep MFB without a socket: login, refresh, verify, the activity log and the audit log.
/// </summary>
public sealed class FakePayrep : FakeVendor
{
    private readonly PayrepTable<PayrepRow> _activity;
    private readonly PayrepTable<PayrepAuditRow> _audit;
    private readonly PayrepAuth _auth;

    /// <summary>Creates a fake.</summary>
    /// <param name="options">What it holds and how it behaves; null for an empty log and all defaults.</param>
    public FakePayrep(FakePayrepOptions? options = null)
        : base(options ??= new FakePayrepOptions())
    {
        Options = options;
        _activity = new(options, options.Log, options.Rows, defaultLimit: 100);
        _audit = new(options, log: null, options.AuditRows, defaultLimit: 20);
        _auth = new PayrepAuth(options, Clock);
    }

    /// <summary>The switches, which may be changed while it runs.</summary>
    public FakePayrepOptions Options { get; }

    /// <summary>How many logins succeeded or failed.</summary>
    public int LoginCount => _auth.Logins;

    /// <summary>How many refreshes succeeded or failed.</summary>
    public int RefreshCount => _auth.Refreshes;

    /// <summary>How many activity rows there are, echoes included.</summary>
    public long Count
    {
        get
        {
            lock (Gate)
            {
                return _activity.Rows.Count;
            }
        }
    }

    /// <summary>The activity rows as the vendor lists them, newest first: a copy, for small logs.</summary>
    /// <returns>The rows, each of its echoes included.</returns>
    public IReadOnlyList<PayrepRow> List()
    {
        lock (Gate)
        {
            return _activity.Rows.ToList();
        }
    }

    /// <summary>Adds an activity row, which may be older than others.</summary>
    /// <param name="row">The row.</param>
    public void Insert(PayrepRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        lock (Gate)
        {
            _activity.Rows.Insert(row);
        }
    }

    /// <summary>Shows an activity row once more, in another place. A page never ends in an echo, from which no cursor could go on.</summary>
    /// <param name="row">The row.</param>
    /// <param name="at">It stands where a row of this time would.</param>
    public void InsertEcho(PayrepRow row, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(row);
        lock (Gate)
        {
            _activity.Rows.InsertEcho(row, at);
        }
    }

    /// <summary>Removes a given or inserted activity row and its echoes, as a retention job would.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>Whether there was one.</returns>
    public bool Remove(string id)
    {
        lock (Gate)
        {
            return _activity.Rows.Remove(id);
        }
    }

    /// <summary>Makes every token accepted so far invalid, the given ones included: the next request with one is answered with code 42.</summary>
    public void ExpireTokens()
    {
        lock (Gate)
        {
            _auth.Tokens.ExpireAll();
        }
    }

    /// <summary>Accepts a token from now on, without a login.</summary>
    /// <param name="token">The token.</param>
    public void AcceptToken(string token)
    {
        lock (Gate)
        {
            _auth.Tokens.Accept(token);
        }
    }

    private protected override FakeAnswer Respond(FakeRequest request, string path, PageFault fault)
    {
        try
        {
            return Route(request, path, fault);
        }
        catch (PayrepRefusal refusal)
        {
            return new FakeAnswer
            {
                Status = Options.ErrorsUseHttpStatus ? PayrepCodes.HttpStatus(refusal.Code) : 200,
                Body = PayrepEnvelope.Error(refusal.Code, refusal.Message),
            };
        }
    }

    private FakeAnswer Route(FakeRequest request, string path, PageFault fault)
    {
        if (path is not (PayrepRoutes.Login or PayrepRoutes.Refresh or PayrepRoutes.Verify or PayrepRoutes.ActivityLogs or PayrepRoutes.AuditLogs))
        {
            return new FakeAnswer { Status = 404, Body = """{"detail":"Not found."}"""u8.ToArray() };
        }

        if (!string.Equals(request.Method, "POST", StringComparison.Ordinal))
        {
            return new FakeAnswer { Status = 405, Body = """{"detail":"Method not allowed."}"""u8.ToArray(), Headers = [new("Allow", "POST")] };
        }

        if (path is not (PayrepRoutes.Login or PayrepRoutes.Refresh))
        {
            _auth.Demand(request);
        }

        using var body = PayrepBody.Read(request);
        return new FakeAnswer
        {
            Body = path switch
            {
                PayrepRoutes.Login => _auth.Login(body),
                PayrepRoutes.Refresh => _auth.Refresh(body),
                PayrepRoutes.Verify => _auth.Verify(body),
                PayrepRoutes.ActivityLogs => _activity.Fetch(PayrepFetch.Read(body.Root), request.Number, fault),
                _ => _audit.Fetch(PayrepFetch.Read(body.Root), request.Number, fault),
            },
        };
    }
}
