using System.Globalization;
using PayrepMeld.ActivityLogs.Cli.Terminal;

namespace PayrepMeld.ActivityLogs.Cli.Verbose;

/// <summary>A line on standard error for each request that is sent, with nothing of it that could hold a secret: no query, no header, no body.</summary>
internal sealed class AttemptLog(ActivityLogVendor vendor, ToolTerminal terminal, TimeProvider time) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        try
        {
            var response = await base.SendAsync(request, cancellationToken);
            var bytes = response.Content.Headers.ContentLength is { } length ? string.Create(CultureInfo.InvariantCulture, $", {length} bytes") : "";
            Say(request, string.Create(CultureInfo.InvariantCulture, $"{(int)response.StatusCode} after {Milliseconds(start)}{bytes}"));
            return response;
        }
        catch (Exception e)
        {
            Say(request, $"no answer after {Milliseconds(start)}: {ReasonOf(e)}");
            throw;
        }
    }

    private static string ReasonOf(Exception e) => e switch
    {
        OperationCanceledException => "given up",
        HttpRequestException http => http.HttpRequestError.ToString(),
        _ => e.GetType().Name,
    };

    private void Say(HttpRequestMessage request, string what) => terminal.Warn($"{vendor} {request.Method} {request.RequestUri?.AbsolutePath} {what}");

    private string Milliseconds(long start) => string.Create(CultureInfo.InvariantCulture, $"{time.GetElapsedTime(start).TotalMilliseconds:0} ms");
}
