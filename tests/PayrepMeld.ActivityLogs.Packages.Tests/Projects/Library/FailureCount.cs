using PayrepMeld.ActivityLogs;
using PayrepMeld.ActivityLogs.Testing;

namespace Library;

/// <summary>What a library of a team might do.</summary>
public static class FailureCount
{
    /// <summary>Counts the failures of a log.</summary>
    public static async Task<int> OfAsync(IActivityLogClient log, CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var entry in log.ReadEntriesAsync(new ActivityLogQuery { Outcome = ActivityLogOutcome.Failure }, cancellationToken))
        {
            count += entry is PayrepActivity or MeldActivity ? 1 : 0;
        }

        return count;
    }

    /// <summary>The same of a log in memory.</summary>
    public static async Task<int> OfOneAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var log = InMemoryActivityLogClient.Of([new PayrepRow { Id = "1", CreatedAt = now, Status = "error" }], []);
        return await OfAsync(log, cancellationToken);
    }
}
