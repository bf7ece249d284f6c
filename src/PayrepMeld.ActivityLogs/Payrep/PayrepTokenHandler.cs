using PayrepMeld.ActivityLogs.Http;

namespace PayrepMeld.ActivityLogs.Payrep;

/// <summary>Puts the token on every request but login and refresh. A refused token is renewed, and the request replayed once;
/// not where a token is asked about, since the refusal is of that one.</summary>
internal sealed class PayrepTokenHandler(PayrepTokenSource tokens) : DelegatingHandler
{
    private Authorization? _last;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        PayrepPaths.IsCredentialRequest(request.RequestUri!) ? base.SendAsync(request, cancellationToken) : SendWithTokenAsync(request, cancellationToken);

    private Task<HttpResponseMessage> SendWithTokenAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = tokens.CallOf(request);
        var canRenew = tokens.CanRenew && !PayrepPaths.IsVerify(request.RequestUri!);
        var token = tokens.GetAsync(call, refused: null, cancellationToken);

        // A token that was given is there at once, and whatever the answer, it is the answer.
        return !canRenew && token.IsCompletedSuccessfully
            ? SendAsync(request, token.Result, cancellationToken)
            : SendAndRenewAsync(request, call, token, canRenew, cancellationToken);
    }

    private async Task<HttpResponseMessage> SendAndRenewAsync(HttpRequestMessage request, CallProgress call, ValueTask<string> pending, bool canRenew, CancellationToken cancellationToken)
    {
        var token = await pending.ConfigureAwait(false);
        call.CanRenew = canRenew;
        var response = await SendAsync(request, token, cancellationToken).ConfigureAwait(false);
        if (!canRenew || !IsRefused(response))
        {
            return response;
        }

        // Before the wait for a new token: its body holds a pooled buffer.
        response.Dispose();
        token = await tokens.GetAsync(call, refused: token, cancellationToken).ConfigureAwait(false);
        call.CanRenew = false;
        return await SendAsync(request, token, cancellationToken).ConfigureAwait(false);
    }

    private static bool IsRefused(HttpResponseMessage response) =>
        response.Content is BufferedBody { Verdict.Action: VerdictAction.Renew };

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string token, CancellationToken cancellationToken)
    {
        // A token serves many requests, and is long.
        var last = _last;
        if (last is null || !ReferenceEquals(last.Token, token))
        {
            _last = last = new Authorization(token);
        }

        request.Headers.Remove("Authorization");
        request.Headers.TryAddWithoutValidation("Authorization", last.Text);
        return base.SendAsync(request, cancellationToken);
    }

    /// <summary>A class that does not print: it holds a secret.</summary>
    private sealed class Authorization(string token)
    {
        public string Token => token;

        public string Text { get; } = "Bearer " + token;
    }
}
