using PayrepMeld.ActivityLogs;

namespace Reports;

/// <summary>What a library would do with the log: it takes the client and leaves the registration to the application.</summary>
public sealed class FailureReport(IActivityLogClient log)
{
    public async Task<(int Failures, string? Position)> CountAsync(string? position, CancellationToken cancellationToken)
    {
        var query = new ActivityLogQuery { Outcome = ActivityLogOutcome.Failure, PageSize = 100 };
        var failures = 0;
        try
        {
            await foreach (var page in log.ReadPagesAsync(query, position is null ? null : ActivityLogCursor.Parse(position), cancellationToken))
            {
                failures += page.Entries.Count;
                position = page.Next?.ToString();
            }
        }
        catch (ActivityLogException e) when (e.Kind is ActivityLogErrorKind.Throttled or ActivityLogErrorKind.Unavailable)
        {
            // What was counted so far stands; the caller goes on from the position.
        }

        return (failures, position);
    }
}
