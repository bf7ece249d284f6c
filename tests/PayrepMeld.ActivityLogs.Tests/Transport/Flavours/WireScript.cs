namespace PayrepMeld.ActivityLogs.Tests.Transport.Flavours;

/// <summary>Ten calls, each with twenty ways a vendor may answer.</summary>
internal static class WireScript
{
    private static readonly string Odd = "a b+c/d?e=f&g#h%i\"j\\k,é€😀<>\u0001\u2028";

    private static readonly PayrepFetchRequest Everything = new()
    {
        Filters = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["method"] = "POST", ["status"] = Odd },
        StartDate = "2026-04-01",
        EndDate = "2026-04-30",
        Search = Odd,
        Limit = 100,
        CursorCreatedAt = "2026-04-15T08:42:00.123456789+01:00",
        CursorId = "9d5c-é",
    };

    public static IReadOnlyList<(string Name, Func<IPayrepApi, CancellationToken, Task<object>> Call)> PayrepCalls =>
    [
        ("login", async (api, stop) => await api.LoginAsync(new() { Email = "e@x.example", Password = Odd }, stop)),
        ("refresh", async (api, stop) => await api.RefreshAsync(new() { Refresh = Odd }, stop)),
        ("verify", async (api, stop) => await api.VerifyAsync(new() { Token = "token.of.another" }, stop)),
        ("fetch, nothing set", async (api, stop) => await api.FetchActivityLogsAsync(new(), cancellationToken: stop)),
        ("fetch, everything set, with raw rows", async (api, stop) => await api.FetchActivityLogsAsync(Everything, includeRaw: true, stop)),
        ("audit", async (api, stop) => await api.FetchAuditLogsAsync(Everything, stop)),
    ];

    public static IReadOnlyList<(string Name, Func<IMeldApi, CancellationToken, Task<object>> Call)> MeldCalls =>
    [
        ("search, no more than needed", async (api, stop) => await api.SearchActivityLogAsync("2026-04-01T00:00:00.000Z", "2026-04-30T00:00:00.000Z", cancellationToken: stop)),
        ("search, everything set", async (api, stop) => await api.SearchActivityLogAsync(
            "2026-04-01T00:00:00+01:00", "2026-04-30T00:00:00+01:00", "A,B", "request", "customer", "external", "c1,c2", "f1,f2", "TYPE", "newer", "older", "100", includeRaw: false, stop)),
        ("search, odd characters, with raw rows", async (api, stop) => await api.SearchActivityLogAsync(Odd, Odd, actions: Odd, eventType: Odd, after: Odd, includeRaw: true, cancellationToken: stop)),
        ("search, empty texts", async (api, stop) => await api.SearchActivityLogAsync("", "", requestId: "", after: "", limit: "", cancellationToken: stop)),
    ];

    /// <summary>The answers to the first request, the second and so on; the last one again and again.</summary>
    public static IReadOnlyList<(string Name, WireAnswer[] Answers)> Answers(ActivityLogVendor vendor)
    {
        var isPayrep = vendor == ActivityLogVendor.Payrep;
        WireAnswer good = new(200, isPayrep
            ? Envelope("00", """[{"id":"1","created_at":"2026-04-15T08:42:00.123Z","response_code":"500","status":"error","message":"no \ud83d\ude00"},{"id":"2","created_at":"2026-04-15T08:41:00Z","more":[1,{"a":null}]},{"id":3}]""")
            : """{"activities":[{"key":"k1","occurredAt":"2026-04-15T08:42:00.123Z","details":{"statusCode":"500"},"actor":null},{"key":"k2"}],"count":2,"remaining":"7"}""");
        WireAnswer token = new(200, Envelope("00", """{"access":"new.token","refresh":"again","user":{"id":7,"email":"e@x.example"},"issued_at":"2026-04-15T08:42:00Z"}"""));
        WireAnswer Error(string code, int status) => new(status, isPayrep
            ? Envelope(code, "null")
            : $$"""{"code":"{{code}}","message":"no","errors":["a"],"requestId":"r-1","timestamp":"2026-04-15T08:42:00Z"}""");
        return
        [
            ("rows", [good]),
            ("a token", [token]),
            ("nothing in it", [new(200, isPayrep ? """{"status":true,"response_code":"00"}""" : "{}")]),
            ("wrong, HTTP 200", [Error("01", isPayrep ? 200 : 400)]),
            ("wrong, HTTP 422", [Error("02", 422)]),
            ("credentials refused", [Error("41", 401)]),
            ("no permission", [Error("43", 403)]),
            ("expired, then well", [Error("42", isPayrep ? 200 : 401), good]),
            ("expired for good", [Error("42", 401)]),
            ("unavailable, then well", [Error("80", 503), Error("80", isPayrep ? 200 : 500), good]),
            ("unavailable for good", [Error("83", 502)]),
            ("internal error with a request id", [Error("99", 500)]),
            ("an unknown code", [Error("12345", 404)]),
            ("throttled, then well", [new(429, "", "Retry-After: 0\r\n"), good]),
            ("throttled for long", [new(429, "slow down", "Retry-After: 4000\r\nX-Request-Id: r-2\r\n")]),
            ("a page of HTML", [new(200, "<html>Sign in</html>", "Content-Type: text/html\r\n")]),
            ("a redirect", [new(302, "", "Location: http://127.0.0.1:1/elsewhere\r\n")]),
            ("a cut body", [good with { IsCut = true }]),
            ("no JSON at last", [WireAnswer.Reset, new(200, isPayrep ? Envelope("00", "17") : """{"activities":17}""", "")]),
            ("only resets", [WireAnswer.Reset]),
        ];
    }

    private static string Envelope(string code, string data) =>
        $$"""{"status":{{(code == "00" ? "true" : "false")}},"response_code":"{{code}}","message":"said so, request id 7f3","data":{{data}}}""";
}
