using System.Runtime.CompilerServices;

namespace PayrepMeld.ActivityLogs.Http;

/// <summary>Sends one attempt, reads its body to the end within it, and judges it. What leaves here always carries a <see cref="BufferedBody"/>.</summary>
internal sealed class ResponseHandler(VendorChannel channel, string account) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = CallProgress.Of(request, channel.TimeProvider);
        call.Attempts++;
        var start = Telemetry.StartRequest(channel.TimeProvider);
        HttpResponseMessage? response = null;
        try
        {
            response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            call.StatusCode = (int)response.StatusCode;
            await BufferAsync(request, response, call, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            Telemetry.RequestFailed(channel, (int?)response?.StatusCode, failure, call, start);
            response?.Dispose();
            throw;
        }

        Telemetry.RequestAnswered(channel, response, start);
        return response;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask BufferAsync(HttpRequestMessage request, HttpResponseMessage response, CallProgress call, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        var (buffer, length, end) = await BodyReader.ReadAsync(response.Content, channel.Options.MaxResponseBytes, cancellationToken).ConfigureAwait(false);

        // An error's status says enough where its body is too large; only a page can be asked for at half its size.
        var isOversize = end == BodyEnd.Oversize && response.IsSuccessStatusCode;
        if (isOversize)
        {
            Log.Oversize(channel.Logger, channel.Vendor, channel.Options.MaxResponseBytes);
        }

        var verdict = isOversize
            ? new Verdict(VerdictAction.Refused, ActivityLogErrorKind.Protocol)
            : Verdict.Of(channel.Vendor, status, response.Headers, buffer.AsSpan(0, length));
        var scrub = ScrubberFor(request);
        var body = new BufferedBody(buffer, length)
        {
            Vendor = channel.Vendor,
            Account = account,
            Verdict = verdict.Action == VerdictAction.Success ? verdict : Scrub(verdict, scrub),
            Interns = channel.Interns,
            StatusCode = status,
            Attempts = call.Attempts,
            Scrub = scrub,
            IsOfCredentialRequest = call.IsCredentialRequest,
            IsOversize = isOversize,
            RetryAfter = verdict.Action != VerdictAction.Success && RetryAfter.TryRead(response, channel.TimeProvider, out var wait) ? wait : null,
            IncludeRaw = request is not ApiRequest { HasOptions: false } && request.Options.TryGetValue(RequestProperties.IncludeRaw, out var includeRaw) && includeRaw,
        };

        var received = response.Content;

        // Only another flavour's client looks at it.
        if (request is not ApiRequest && received.Headers.NonValidated.TryGetValues("Content-Type", out var type))
        {
            body.Headers.TryAddWithoutValidation("Content-Type", type.ToString());
        }

        response.Content = body;
        received.Dispose();
    }

    /// <summary>The channel's secrets, and the one this very request carries.</summary>
    private Func<string, string> ScrubberFor(HttpRequestMessage request)
    {
        if (request.Content is not SecretContent { Secret: var secret })
        {
            return channel.Scrub;
        }

        return text =>
        {
            var own = new SecretScrubber();
            own.Add(secret);
            return channel.Secrets.Scrub(own.Scrub(text));
        };
    }

    private static Verdict Scrub(Verdict verdict, Func<string, string> scrub) => verdict with
    {
        VendorCode = verdict.VendorCode is { } code ? scrub(code) : null,
        VendorMessage = verdict.VendorMessage is { } message ? scrub(message) : null,
        RequestId = verdict.RequestId is { } id ? scrub(id) : null,
    };
}
