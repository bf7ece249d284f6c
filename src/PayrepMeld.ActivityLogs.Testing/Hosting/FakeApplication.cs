using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>Puts a fake on Kestrel without the ASP.NET Core pipeline.</summary>
internal sealed class FakeApplication(FakeVendor vendor, CancellationToken stopping) : IHttpApplication<HttpContext>
{
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        FakeRequest asked;
        try
        {
            asked = await ReadAsync(context.Request, gone.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The caller went away before it had asked anything: there is nothing to answer or to record.
            context.Abort();
            return;
        }

        vendor.Journal.Begin(asked, vendor.Clock);
        var delivered = false;
        try
        {
            var answer = await vendor.AnswerAsync(asked, gone.Token).ConfigureAwait(false);
            delivered = await SocketDelivery.SendAsync(context, asked, answer, vendor.Clock, gone.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (gone.IsCancellationRequested && e is IOException or OperationCanceledException)
        {
            // The caller went away, or the server stops: the journal says so.
            context.Abort();
        }
        finally
        {
            vendor.Journal.End(asked, aborted: !delivered);
        }
    }

    private static async Task<FakeRequest> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in request.Headers)
        {
            headers[name] = values.ToString();
        }

        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken).ConfigureAwait(false);
        return new FakeRequest(request.Method, request.Path.Value ?? "", request.QueryString.Value ?? "", headers, body.ToArray());
    }
}
