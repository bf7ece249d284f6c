using System.Globalization;

namespace PayrepMeld.ActivityLogs.Cli.Diagnosis;

/// <summary>
/// Everything about one vendor of one account that a single small read tells: it goes the way all reads go, through the same proxy and the same
/// rules, and where it fails is where they fail.
/// </summary>
internal sealed class VendorExamination(string account, ActivityLogVendor vendor, IActivityLogClient client, Route route, VendorClocks clocks, TimeProvider time)
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

        findings.Add(failure is null || failure.Check == Checks.Credentials ? Clock() : Of(Checks.Clock, FindingResult.Skip, $"because of {failure.Check}"));
        return findings;
    }

    private bool Before(string check, string other)
    {
        var steps = Steps().Select(step => step.Check).ToList();
        return steps.IndexOf(check) < steps.IndexOf(other);
    }

    private (string Check, string IsFine)[] Steps() =>
    [
        (Checks.Name, route.Address.Host + (route.HasProxy ? ", through a proxy" : "")),
        (Checks.Connection, string.Create(CultureInfo.InvariantCulture, $"port {route.Address.Port}")),
        .. route.IsTls ? [(Checks.Tls, "the certificate is accepted")] : Array.Empty<(string, string)>(),
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
            // Of the error and not of the wire: a login that accounts share fails for all of them, and was sent by one.
            var (check, reason) = Obstacle.Of(e.InnerException, route) ?? new Obstacle(Checks.Credentials, e.Message);
            return Of(check, FindingResult.Fail, reason) with { Remedy = remedies.For(check, vendor, e, route), ExitCode = ExitCode.Of(e.Kind) };
        }
    }

    private Finding Clock()
    {
        if (clocks.Difference(route.Address) is not { } difference)
        {
            return Of(Checks.Clock, FindingResult.Skip, "no answer tells the time");
        }

        var apart = Seconds(difference.Middle.Duration().TotalSeconds);
        return difference.Middle.Duration() > MostAhead
            ? Of(Checks.Clock, FindingResult.Warn, $"this machine is {apart} s {(difference.Middle > TimeSpan.Zero ? "ahead of" : "behind")} {vendor}") with { Remedy = Remedies.Clock }
            : Of(Checks.Clock, FindingResult.Ok, difference.MayBeNone ? $"less than {Seconds(difference.Bound)} s apart" : $"{apart} s apart");
    }

    private static string Seconds(double seconds) => seconds.ToString("0", CultureInfo.InvariantCulture);

    private Finding Of(string check, FindingResult result, string detail) => new(account, vendor, check, result, detail);
}
