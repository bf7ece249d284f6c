using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace PayrepMeld.ActivityLogs.Tests.Transport;

/// <summary>A request as it would have gone out.</summary>
internal sealed record SentRequest(
    string Method,
    Uri Address,
    IReadOnlyDictionary<string, string> Headers,
    IReadOnlyDictionary<string, object?> Options,
    string? ContentType,
    byte[]? Body)
{
    public string? Authorization => Headers.GetValueOrDefault("Authorization");

    public string BodyText => Encoding.UTF8.GetString(Body ?? []);
}

/// <summary>Stands where the socket would, and remembers what it was asked.</summary>
internal sealed class WireStub(Func<SentRequest, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    private readonly ConcurrentQueue<SentRequest> _sent = new();

    public WireStub(Func<SentRequest, HttpResponseMessage> answer)
        : this((request, _) => Task.FromResult(answer(request)))
    {
    }

    public IReadOnlyList<SentRequest> Sent => [.. _sent];

    public static HttpResponseMessage Json(string json, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };

    /// <summary>Payrep's envelope around <paramref name="data"/>.</summary>
    public static HttpResponseMessage Payrep(string data) =>
        Json($$"""{"status":true,"response_code":"00","message":"ok","data":{{data}}}""");

    public static HttpResponseMessage PayrepError(string code, HttpStatusCode status = HttpStatusCode.OK, string message = "no") =>
        Json($$"""{"status":false,"response_code":"{{code}}","message":"{{message}}","data":null}""", status);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var sent = new SentRequest(
            request.Method.Method,
            request.RequestUri!,
            request.Headers.NonValidated.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            request.Options.ToDictionary(o => o.Key, o => o.Value, StringComparer.Ordinal),
            request.Content?.Headers.ContentType?.ToString(),
            request.Content is { } content ? await content.ReadAsByteArrayAsync(cancellationToken) : null);
        _sent.Enqueue(sent);
        var response = await answer(sent, cancellationToken);
        response.RequestMessage = request;
        return response;
    }
}
