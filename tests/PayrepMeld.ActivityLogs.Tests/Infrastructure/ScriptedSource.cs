using PayrepMeld.ActivityLogs.Paging;

namespace PayrepMeld.ActivityLogs.Tests.Infrastructure;

/// <summary>A vendor that answers a given list of pages, one a request, and throws when it is asked for more.</summary>
internal sealed class ScriptedSource(params Func<ScriptedSource.Request, SourcePage>[] pages) : IPageSource
{
    public List<Request> Requests { get; } = [];

    public ActivityLogVendor Vendor { get; init; } = ActivityLogVendor.Payrep;

    public int MaxPageSize { get; init; } = 1000;

    public int RequestsAtOnce => 64;

    public SliceGrain Grain { get; init; } = SliceGrain.Second;

    public static Func<Request, SourcePage> Page(params ActivityLogEntry[] entries) => _ => new SourcePage(entries, []);

    public static Func<Request, SourcePage> Throws(Exception exception) => _ => throw exception;

    public Task<SourcePage> FetchAsync(ActivityLogQuery query, Slice slice, RowCursor? after, int limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var request = new Request(after, limit, slice.Within(Grain));
        Requests.Add(request);
        if (Requests.Count > pages.Length)
        {
            throw new InvalidOperationException($"Request {Requests.Count} was not planned: after {after}, limit {limit}.");
        }

        try
        {
            return Task.FromResult(pages[Requests.Count - 1](request));
        }
        catch (ActivityLogException e)
        {
            return Task.FromException<SourcePage>(e);
        }
    }

    internal sealed record Request(RowCursor? After, int Limit, ReadBounds Bounds);
}
