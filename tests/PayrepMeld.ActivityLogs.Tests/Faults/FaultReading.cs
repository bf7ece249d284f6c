using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Tests.Faults;

/// <summary>What a read gave.</summary>
/// <param name="Pages">The pages delivered.</param>
/// <param name="Error">What ended it; null when it came to its end.</param>
/// <param name="Took">How much fake time it took.</param>
internal sealed record FaultReading(IReadOnlyList<ActivityLogPage> Pages, ActivityLogException? Error, TimeSpan Took)
{
    public IEnumerable<string> Ids => Pages.Ids();

    /// <summary>Holds the error to every fact it carries, and the read to having delivered nothing.</summary>
    public ActivityLogException ShouldFail(
        ActivityLogVendor vendor, ActivityLogErrorKind kind, int attempts, int? status = null, string? code = null, string? requestId = null)
    {
        Pages.Should().BeEmpty("no partial page is delivered");
        var error = Error.Should().BeOfType<ActivityLogException>().Subject;
        (error.Vendor, error.Kind, error.Attempts, error.StatusCode, error.VendorCode, error.RequestId)
            .Should().Be((vendor, kind, attempts, status, code, requestId), "the error said: {0}", error.Message);
        return error;
    }
}

internal static class FaultReads
{
    /// <summary>The ids of everything a client reads.</summary>
    public static async Task<List<string>> ReadAllAsync(this IActivityLogClient client, ActivityLogQuery? query = null, CancellationToken cancellationToken = default)
    {
        var ids = new List<string>();
        await foreach (var entry in client.ReadEntriesAsync(query, cancellationToken))
        {
            ids.Add(entry.Id);
        }

        return ids;
    }
}
