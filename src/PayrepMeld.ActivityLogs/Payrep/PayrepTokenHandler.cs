using PayrepMeld.ActivityLogs.Http;

namespace PayrepMeld.ActivityLogs.Payrep;

/// <summary>Puts the token on every request but login and refresh. A refused token is renewed, and the request replayed once;
/// not where a token is asked about, since the refusal is of that one.</summary>
internal sealed class PayrepTokenHandler(PayrepTokenSource tokens) : DelegatingHandler
{
    private Authorization? _last;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri!;
        if (PayrepPaths.IsCredentialRequest(address))
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        var call = tokens.CallOf(request);
        var token = await tokens.GetAsync(call, refused: null, cancellationToken).ConfigureAwait(false);
        var response = await SendAsync(request, token, cancellationToken).ConfigureAwait(false);
        if (!IsRefused(response) || !tokens.CanRenew || PayrepPaths.IsVerify(address))
        {
            return response;
        }

        // Before the wait for a new token: its body holds a pooled buffer.
        response.Dispose();
        token = await tokens.GetAsync(call, refused: token, cancellationToken).ConfigureAwait(false);
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
