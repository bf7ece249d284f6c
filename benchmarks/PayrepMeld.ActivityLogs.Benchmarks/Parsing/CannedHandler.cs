using System.Net;

namespace PayrepMeld.ActivityLogs.Benchmarks.Parsing;

/// <summary>Answers every request with the same page, from memory.</summary>
internal sealed class CannedHandler(byte[] page) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var content = new ByteArrayContent(page);
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content, RequestMessage = request });
    }
}
