using PayrepMeld.ActivityLogs.Http;

namespace PayrepMeld.ActivityLogs.Payrep;

/// <summary>
/// Tokens by email and password: refreshed where there is a refresh token, else by login. A refused login is not repeated, so that
/// the vendor does not lock the account.
/// </summary>
internal sealed class PayrepLogin(Func<IPayrepApi> api, VendorChannel channel)
{
    private static readonly TimeSpan Latch = TimeSpan.FromMinutes(15);
    private Refusal? _refusal;

    /// <exception cref="ActivityLogException">The last login with these credentials was refused, less than 15 minutes ago.</exception>
    public void ThrowIfLatched(PayrepCredential credential)
    {
        if (Volatile.Read(ref _refusal) is not { } refusal || refusal.Credential != credential)
        {
            return;
        }

        if (channel.TimeProvider.GetElapsedTime(refusal.At) < Latch)
        {
            throw new ActivityLogException(
                ActivityLogErrorKind.Unauthorized,
                ActivityLogVendor.Payrep,
                "Payrep refused the login, and it is not repeated: correct Email and Password, or wait 15 minutes.",
                refusal.Error)
            {
                VendorCode = refusal.Error.VendorCode,
            };
        }
    }

    public async Task<(string? Access, string? Refresh)> RenewAsync(PayrepCredential credential, PayrepToken? known, CancellationToken cancellationToken)
    {
        if (known?.Refresh is { } refresh && await RefreshAsync(known, refresh, cancellationToken).ConfigureAwait(false) is { } renewed)
        {
            return (renewed, refresh);
        }

        var session = await LoginAsync(credential, cancellationToken).ConfigureAwait(false);
        return (session.Access, session.Refresh);
    }

    /// <summary>Null when the refresh token is refused, or brings nothing that could be used: a login is due.</summary>
    private async Task<string?> RefreshAsync(PayrepToken known, string refresh, CancellationToken cancellationToken)
    {
        try
        {
            var renewed = await api().RefreshAsync(new PayrepRefreshRequest { Refresh = refresh }, cancellationToken).ConfigureAwait(false);
            if (HeaderText.IsSendable(renewed.Access) && renewed.Access != known.Access)
            {
                return renewed.Access;
            }
        }
        catch (ActivityLogException e) when (e.Kind is ActivityLogErrorKind.Unauthorized or ActivityLogErrorKind.Invalid or ActivityLogErrorKind.Protocol)
        {
            // What else goes wrong is an outage, which the login would meet, too.
        }

        // Should the login fail in transport, the next renewal does not offer it again.
        known.Refresh = null;
        return null;
    }

    private async Task<PayrepSession> LoginAsync(PayrepCredential credential, CancellationToken cancellationToken)
    {
        // Again: it may have been refused since the caller looked.
        ThrowIfLatched(credential);
        channel.Secrets.Add(credential.Password);
        try
        {
            var request = new PayrepLoginRequest { Email = credential.Email!, Password = credential.Password! };
            var session = await api().LoginAsync(request, cancellationToken).ConfigureAwait(false);
            channel.Health.LoggedIn();
            return session;
        }
        catch (ActivityLogException e) when (IsRefusal(e))
        {
            var error = Unauthorized(e);
            Volatile.Write(ref _refusal, new Refusal(credential, channel.TimeProvider.GetTimestamp(), error));
            channel.Health.NoToken(error.Kind);
            Log.LoginRefused(channel.Logger, ActivityLogVendor.Payrep, e.VendorCode, Latch);
            throw error;
        }
    }

    // The vendor also calls a login that it does not take "wrong": to a caller who configured it, it is a refused credential.
    private static bool IsRefusal(ActivityLogException e) =>
        e.Kind == ActivityLogErrorKind.Unauthorized
        || (e.Kind == ActivityLogErrorKind.Invalid && (e.StatusCode is 400 or 422 || e.VendorCode is "01" or "02" or "50"));

    private static ActivityLogException Unauthorized(ActivityLogException e) => new(ActivityLogErrorKind.Unauthorized, e.Vendor, e.Message, e)
    {
        Attempts = e.Attempts,
        StatusCode = e.StatusCode,
        VendorCode = e.VendorCode,
        RequestId = e.RequestId,
        RetryAfter = e.RetryAfter,
    };

    private sealed class Refusal(PayrepCredential credential, long at, ActivityLogException error)
    {
        public PayrepCredential Credential { get; } = credential;

        public long At { get; } = at;

        public ActivityLogException Error { get; } = error;
    }
}
