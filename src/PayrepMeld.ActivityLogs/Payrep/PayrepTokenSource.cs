using PayrepMeld.ActivityLogs.Http;

namespace PayrepMeld.ActivityLogs.Payrep;

/// <summary>
/// Where Payrep's token comes from: the options' own, a callback, or login and refresh. Fails closed: whoever asks gets a token or
/// an error, never nothing. One per credential, shared by every handler.
/// </summary>
internal sealed class PayrepTokenSource
{
    private readonly Func<PayrepOptions> _options;
    private readonly VendorChannel _channel;
    private readonly PayrepSharedToken _shared;
    private readonly PayrepLogin _login;

    public PayrepTokenSource(Func<PayrepOptions> options, Func<IPayrepApi> api, VendorChannel channel)
    {
        _options = options;
        _channel = channel;
        _login = new PayrepLogin(api, channel);
        _shared = new PayrepSharedToken(ObtainAsync, channel.TimeProvider);
    }

    /// <summary>Whether a refused token can be replaced: one that was given as it is cannot.</summary>
    public bool CanRenew => _options().Token is null;

    /// <summary>The call a request belongs to: it begins here, so that the wait for a token counts as its time.</summary>
    public CallProgress CallOf(HttpRequestMessage request) => CallProgress.Of(request, _channel.TimeProvider);

    /// <summary>The token to use.</summary>
    /// <param name="call">Who asks: it waits no longer than the time it has left.</param>
    /// <param name="refused">A token that was refused: a newer one if there is one already, else a renewed one is wanted.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    public async ValueTask<string> GetAsync(CallProgress call, string? refused, CancellationToken cancellationToken)
    {
        var current = _options();
        if (current.Token is { } given)
        {
            return Usable(given);
        }

        try
        {
            var credential = PayrepCredential.Of(current);
            _login.ThrowIfLatched(credential);
            var token = await _shared.GetAsync(t => t.Access != refused && t.Credential == credential, call.TimeLeft(_channel.Options), cancellationToken).ConfigureAwait(false);
            return token.Access;
        }
        catch (TimeoutException)
        {
            _channel.Health.NoToken(ActivityLogErrorKind.Unavailable);
            throw ActivityLogErrors.NoTokenInTime(_channel, call);
        }
        catch (ActivityLogException error)
        {
            _channel.Health.NoToken(error.Kind);
            throw;
        }
    }

    private async Task<PayrepToken> ObtainAsync(PayrepToken? previous, CancellationToken cancellationToken)
    {
        var credential = PayrepCredential.Of(_options());
        var known = previous?.Credential == credential ? previous : null;
        var (access, refresh) = credential switch
        {
            { Provider: { } provider } => (await AskAsync(provider, known?.Access, cancellationToken).ConfigureAwait(false), null),
            { Email.Length: > 0, Password.Length: > 0 } => await _login.RenewAsync(credential, known, cancellationToken).ConfigureAwait(false),
            _ => throw Unauthorized("No credentials for Payrep are configured"),
        };
        _channel.Secrets.Add(refresh);
        var token = new PayrepToken(Usable(access), credential, refresh);
        if (previous is not null)
        {
            Log.TokenRenewed(_channel.Logger, ActivityLogVendor.Payrep);
            Telemetry.TokenRenewed(ActivityLogVendor.Payrep);
        }

        return token;
    }

    private async Task<string> AskAsync(
        Func<string?, CancellationToken, ValueTask<string>> provider,
        string? refused,
        CancellationToken cancellationToken)
    {
        // The pipeline's limit does not reach a caller's code.
        using var limit = new CancellationTokenSource(_channel.Options.TotalTimeout, _channel.TimeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        string token;
        try
        {
            token = await provider(refused, both.Token).AsTask().WaitAsync(both.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not ActivityLogException && !cancellationToken.IsCancellationRequested)
        {
            var what = limit.IsCancellationRequested ? $"did not answer within TotalTimeout ({ActivityLogErrors.Seconds(_channel.Options.TotalTimeout)} s)" : "failed";
            throw new ActivityLogException(ActivityLogErrorKind.Unavailable, ActivityLogVendor.Payrep, $"Payrep's TokenProvider {what}.", e);
        }

        return token is not null && token == refused
            ? throw Unauthorized("Payrep's TokenProvider returned the token that was refused")
            : token!;
    }

    private string Usable(string? token)
    {
        _channel.Secrets.Add(token);
        return HeaderText.IsSendable(token)
            ? token!
            : throw Unauthorized("Payrep's token is empty, or has characters that cannot be sent in a header");
    }

    private static ActivityLogException Unauthorized(string what) =>
        new(ActivityLogErrorKind.Unauthorized, ActivityLogVendor.Payrep, what + ".");
}
