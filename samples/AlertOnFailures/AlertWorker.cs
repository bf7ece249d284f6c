using Microsoft.Extensions.Hosting;
using PayrepMeld.ActivityLogs.Samples;

namespace PayrepMeld.ActivityLogs.AlertOnFailures;

/// <summary>Follows the log and alerts: the first failure of each kind, how many follow it, and each client address that was never seen before.</summary>
internal sealed class AlertWorker(IActivityLogClient log, AlertSettings settings, Alerts alerts, TimeProvider timeProvider, IHostApplicationLifetime lifetime)
    : BackgroundService
{
    private readonly FailureGroups _failures = new(timeProvider, settings.ReportEvery);

    /// <summary>What ended the worker, unless it was asked to stop.</summary>
    public Exception? Error { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await using var timer = timeProvider.CreateTimer(_ => Report(_failures.Take()), state: null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
            await FollowAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Asked to stop: what was saved last is where the next run goes on.
        }
        catch (Exception e)
        {
            // Thrown again by the program, once the host has stopped: it knows how to end.
            Error = e;
        }

        Report(_failures.Take(all: true));
        lifetime.StopApplication();
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        var state = Load() ?? await LearnAsync(cancellationToken);
        var known = new HashSet<string>(state.KnownAddresses, StringComparer.Ordinal);
        var learned = new HashSet<string>(state.LearnedFailures, StringComparer.Ordinal);
        var options = new FollowOptions
        {
            PollInterval = settings.PollInterval,
            ResumeFrom = state.Position is null ? null : FollowPosition.Parse(state.Position),

            // Called between two entries, so what is known is of the entries up to the position.
            SavePosition = (position, _) =>
            {
                StateFile.Save(settings.StateFile, state with { Position = position.ToString(), KnownAddresses = known, LearnedFailures = learned });
                return ValueTask.CompletedTask;
            },
        };

        await foreach (var entry in log.FollowAsync(new ActivityLogQuery { From = state.From }, options, cancellationToken))
        {
            if (entry.ClientIp is { Length: > 0 } address && known.Add(address))
            {
                alerts.NewAddress(entry);
            }

            if (entry.Outcome == ActivityLogOutcome.Failure && !learned.Remove(NameOf(entry)) && _failures.IsFirst(FailureKey.Of(entry)))
            {
                alerts.Failed(entry);
            }
        }
    }

    private AlertState? Load()
    {
        if (StateFile.Load<AlertState>(settings.StateFile) is not { } state)
        {
            return null;
        }

        if (state.Source != settings.Source || (state.Position is not null && !FollowPosition.TryParse(state.Position, out _)))
        {
            throw new ExitException(ExitCode.Usage, $"'{settings.StateFile}' belongs to other vendors or accounts, or to another version. Delete it to begin anew.");
        }

        alerts.GoingOn(state.KnownAddresses.Count);
        return state;
    }

    /// <summary>
    /// Without it, the first run would alert for every address there is. The follow begins before this moment, by as much as it later looks back itself: a vendor may
    /// yet show rows that are dated before it. What was seen of that time here is remembered, so that only what came later is news.
    /// </summary>
    private async Task<AlertState> LearnAsync(CancellationToken cancellationToken)
    {
        var now = timeProvider.GetUtcNow();
        var follow = now - new FollowOptions().Overlap;
        var (known, failures) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        var past = new ActivityLogQuery { From = now - settings.LookBack, To = now, PageSize = ActivityLogQuery.MaxPageSize };
        await foreach (var entry in log.ReadEntriesAsync(past, cancellationToken))
        {
            if (entry.ClientIp is { Length: > 0 } address)
            {
                known.Add(address);
            }

            if (entry.Outcome == ActivityLogOutcome.Failure && entry.OccurredAt >= follow)
            {
                failures.Add(NameOf(entry));
            }
        }

        var state = new AlertState(settings.Source, From: follow, Position: null, known) { LearnedFailures = failures };
        StateFile.Save(settings.StateFile, state);
        alerts.Learned(known.Count, settings.LookBack);
        return state;
    }

    private static string NameOf(ActivityLogEntry entry) => $"{entry.Vendor} {entry.Id}";

    private void Report(IEnumerable<(FailureKey Key, int More)> failures)
    {
        foreach (var (key, more) in failures)
        {
            alerts.MoreFailed(key, more);
        }
    }
}
