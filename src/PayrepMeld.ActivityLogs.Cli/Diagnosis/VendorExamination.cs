using System.Globalization;

namespace PayrepMeld.ActivityLogs.Cli.Diagnosis;

/// <summary>
/// Everything about one vendor of one account that a single small read tells: it goes the way all reads go, through the same proxy and the same
/// rules, and where it fails is where they fail.
/// </summary>
internal sealed class VendorExamination(string account, ActivityLogVendor vendor, IActivityLogClient client, WireWitness wire, TimeProvider time)
{
    private static readonly TimeSpan MostAhead = TimeSpan.FromSeconds(30);

    public async Task<IReadOnlyList<Finding>> RunAsync(Remedies remedies, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var failure = await FailureAsync(remedies, timeout, cancellationToken);
        List<Finding> findings = [];
        foreach (var (check, isFine) in Steps())
        {
            findings.Add(failure is null || Before(check, failure.Check) ? Of(check, FindingResult.Ok, isFine)
                : check == failure.Check ? failure
                : Of(check, FindingResult.Skip, $"because of {failure.Check}"));
        }

        findings.Add(Clock());
        return findings;
    }

    private bool Before(string check, string other)
    {
        var steps = Steps().Select(step => step.Check).ToList();
        return steps.IndexOf(check) < steps.IndexOf(other);
    }

    private (string Check, string IsFine)[] Steps() =>
    [
        (Checks.Name, wire.Address?.Host ?? ""),
        (Checks.Connection, string.Create(CultureInfo.InvariantCulture, $"port {wire.Address?.Port}")),
        .. wire.Address?.Scheme == Uri.UriSchemeHttps ? [(Checks.Tls, "the certificate is accepted")] : Array.Empty<(string, string)>(),
        (Checks.Credentials, "accepted"),
    ];

    // The cheapest read there is. Meld counts what remains, so it is asked for little; Payrep's newest page is its first.
    private async Task<Finding?> FailureAsync(Remedies remedies, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var query = new ActivityLogQuery { From = vendor == ActivityLogVendor.Meld ? time.GetUtcNow().AddMinutes(-1) : null, PageSize = 2, MaxEntries = 1, PrefetchPages = 0 };
        try
        {
            await foreach (var page in client.ReadPagesAsync(query, resumeFrom: null, either.Token))
            {
                break;
            }

            return null;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            var seconds = timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            return Of(Checks.Credentials, FindingResult.Fail, $"{vendor} did not answer within {seconds} s.") with { Remedy = Remedies.NoAnswer, ExitCode = ExitCode.Unavailable };
        }
        catch (ActivityLogException e)
        {
            var (check, reason) = Seen(wire.Failure);
            return Of(check, FindingResult.Fail, reason ?? e.Message) with { Remedy = remedies.For(check, vendor, e), ExitCode = ExitCode.Of(e.Kind) };
        }
    }

    /// <summary>How far it came; and why no further, in the words of what failed, where no request was sent.</summary>
    private static (string Check, string? Reason) Seen(Exception? failure) => failure switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => (Checks.Name, failure.Message),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.ProxyTunnelError } => (Checks.Connection, failure.Message),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => (Checks.Tls, (failure.InnerException ?? failure).Message),

        // So a connection that takes too long comes out.
        OperationCanceledException { InnerException: TimeoutException timeout } => (Checks.Connection, timeout.Message),
        _ => (Checks.Credentials, null),
    };

    private Finding Clock()
    {
        if (wire.Ahead is not { } ahead)
        {
            return Of(Checks.Clock, FindingResult.Skip, "no answer tells the time");
        }

        var difference = ahead.Duration().TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        return ahead.Duration() > MostAhead
            ? Of(Checks.Clock, FindingResult.Warn, $"this machine is {difference} s {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} {vendor}") with { Remedy = Remedies.Clock }
            : Of(Checks.Clock, FindingResult.Ok, ahead.Duration() < TimeSpan.FromSeconds(1) ? "less than 1 s apart" : $"{difference} s apart");
    }

    private Finding Of(string check, FindingResult result, string detail) => new(account, vendor, check, result, detail);
}
