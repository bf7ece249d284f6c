namespace PayrepMeld.ActivityLogs.Benchmarks.Log;

/// <summary>Meld's rows, about 607 bytes each: a few actors, actions and endpoints dominate, as in a real log; request ids and keys are distinct.</summary>
internal static class MeldRows
{
    private static readonly (string Id, string Name, string Type)[] Actors =
    [
        ("act_7Qm2XvB4cN9s", "Backend service", "API_KEY"), ("act_1Zk8TnW5pL3d", "Nightly import", "API_KEY"),
        ("act_5Hc6RyJ0aF2g", "Ada Obi", "USER"), ("act_9Vb3MqE7uS4x", "Meld", "SYSTEM"),
    ];

    private static readonly string[] Actions = [MeldActions.InboundRequest, MeldActions.OutboundRequestServiceProvider, MeldActions.OutboundRequestWebhook, MeldActions.InboundRequestWebhook];

    private static readonly (string Method, string Path)[] Endpoints =
    [
        ("GET", "/financial-accounts/transactions"), ("GET", "/financial-accounts"), ("POST", "/bank-linking/connect/start"),
        ("GET", "/bank-linking/connections/search"), ("POST", "/bank-linking/connections/refresh"), ("GET", "/service-providers"),
    ];

    private static readonly (int Code, string Message)[] Outcomes =
    [
        (200, "Completed"), (200, "Completed"), (202, "Accepted for processing"), (200, "Completed"), (200, "Completed"), (404, "The connection was not found"), (503, "The service provider did not answer"),
    ];

    private static readonly string[] Agents = ["okhttp/4.12.0", "python-requests/2.32.3", "Mozilla/5.0 (X11; Linux x86_64)"];

    public static RowTemplate[] Templates { get; } = [.. Enumerable.Range(0, 4096).Select(Template)];

    private static RowTemplate Template(int number)
    {
        var random = RowId.Mixed((ulong)number + 9000);
        var actor = Skewed.Pick(Actors, random);
        var (method, path) = Skewed.Pick(Endpoints, random >> 12);
        var (code, message) = Skewed.Pick(Outcomes, random >> 24);
        var customer = random >> 40 & 0xff;
        return new RowTemplate(
            $$"""
            {"actor":{"id":"{{actor.Id}}","name":"{{actor.Name}}","type":"{{actor.Type}}"},"attributes":{"action":"{{Skewed.Pick(Actions, random >> 36)}}","requestId":"{{RowTemplate.RequestId}}","customerId":"WePLnX8tY{{customer:x4}}","externalCustomerId":"cus-{{customer:d5}}","connectionId":"WmYkQ2rTz{{customer:x4}}","serviceProvider":"MX"},"details":{"method":"{{method}}","path":"{{path}}","responseCode":{{code}},"ip":"{{Skewed.Address(random >> 44)}}","durationMs":{{(random >> 50) % 900}},"userAgent":"{{Skewed.Pick(Agents, random >> 52)}}","message":"{{message}}"},"entity":{"id":"WmYkQ2rTz{{customer:x4}}","type":"CONNECTION"},"key":"{{RowTemplate.Id}}","occurredAt":"{{RowTemplate.Time}}"}
            """,
            idIsBare: true);
    }
}
