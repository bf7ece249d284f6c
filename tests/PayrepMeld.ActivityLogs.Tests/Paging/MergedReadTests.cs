using PayrepMeld.ActivityLogs.Paging;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;
using static PayrepMeld.ActivityLogs.Tests.Infrastructure.Rows;
using static PayrepMeld.ActivityLogs.Tests.Infrastructure.ScriptedSource;

namespace PayrepMeld.ActivityLogs.Tests.Paging;

public sealed class MergedReadTests
{
    [Fact]
    public async Task Both_vendors_are_merged_newest_first_and_Payrep_comes_first_at_a_tie()
    {
        var client = Clients.Over(
            new ScriptedSource(Page(PayrepRow("p1", 1), PayrepRow("p3", 3)), Page(PayrepRow("p4", 4)), Page()),
            MeldSource(Page(MeldRow("m1", 1), MeldRow("m2", 2)), Page(MeldRow("m4", 4), MeldRow("m5", 5)), Page()));

        (await client.IdsAsync()).Should().Equal("p1", "m1", "m2", "p3", "p4", "m4", "m5");
    }

    [Fact]
    public async Task A_merged_page_holds_up_to_the_page_size_and_the_last_one_has_no_next()
    {
        var client = Clients.Over(
            new ScriptedSource(Page(PayrepRow("p1", 1), PayrepRow("p3", 3)), Page()),
            MeldSource(Page(MeldRow("m2", 2)), Page()));

        var pages = await client.PagesAsync(new ActivityLogQuery { PageSize = 2 });

        pages.Select(p => p.Entries.Count).Should().Equal(2, 1, 0);
        pages.Select(p => p.Next is null).Should().Equal(false, false, true);
    }

    [Fact]
    public async Task A_merged_read_resumes_each_vendor_after_its_last_delivered_row()
    {
        var first = Clients.Over(
            new ScriptedSource(Page(PayrepRow("p1", 1), PayrepRow("p3", 3))),
            MeldSource(Page(MeldRow("m2", 2), MeldRow("m4", 4))));
        var cursor = (await first.PagesAsync(new ActivityLogQuery { MaxEntries = 1 }))[0].Next!;
        var payrep = new ScriptedSource(Page(PayrepRow("p3", 3)), Page());
        var meld = MeldSource(Page(MeldRow("m2", 2), MeldRow("m4", 4)), Page());

        var rest = await Clients.Over(payrep, meld).PagesAsync(resumeFrom: ActivityLogCursor.Parse(cursor.ToString()));

        rest.Ids().Should().Equal("m2", "p3", "m4");
        payrep.Requests[0].After!.Value.Id.Should().Be("p1");
        meld.Requests[0].After.Should().BeNull("nothing of Meld was delivered yet");
    }

    [Fact]
    public async Task A_failing_vendor_fails_the_read_as_itself()
    {
        var failure = new ActivityLogException(ActivityLogErrorKind.Unavailable, ActivityLogVendor.Meld, "down");
        var client = Clients.Over(new WaitingSource(), MeldSource(Throws(failure)));

        var read = () => client.IdsAsync();

        (await read.Should().ThrowAsync<ActivityLogException>()).Which.Should().BeSameAs(failure);
    }

    [Fact]
    public async Task Cancelling_comes_out_with_the_callers_token()
    {
        using var cancel = new CancellationTokenSource();
        var client = Clients.Over(new WaitingSource(), MeldSource(Page(MeldRow("m1"))));
        await using var read = client.ReadEntriesAsync(cancellationToken: cancel.Token).GetAsyncEnumerator();

        var next = read.MoveNextAsync().AsTask();
        await cancel.CancelAsync();

        (await FluentActions.Awaiting(() => next).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(cancel.Token);
    }

    [Fact]
    public async Task Both_vendors_are_asked_at_once_for_their_first_page()
    {
        var payrep = new WaitingSource();
        var meld = MeldSource(Page(MeldRow("m1")));
        await using var read = Clients.Over(payrep, meld).ReadEntriesAsync(new() { PrefetchPages = 0 }).GetAsyncEnumerator();

        var next = read.MoveNextAsync();

        meld.Requests.Should().HaveCount(1, "Payrep does not answer yet");
        payrep.Answer.SetResult(new SourcePage([], []));
        (await next).Should().BeTrue();
    }

    [Fact]
    public async Task Without_prefetch_nothing_is_asked_for_while_there_are_entries_to_deliver()
    {
        var payrep = new ScriptedSource(Page(PayrepRow("p1", 1), PayrepRow("p2", 2)));
        var meld = MeldSource(Page(MeldRow("m3", 3)));
        await using var read = Clients.Over(payrep, meld).ReadEntriesAsync(new() { PrefetchPages = 0 }).GetAsyncEnumerator();

        (await read.MoveNextAsync()).Should().BeTrue();
        (await read.MoveNextAsync()).Should().BeTrue();

        read.Current.Id.Should().Be("p2");
        payrep.Requests.Should().HaveCount(1);
        meld.Requests.Should().HaveCount(1);
    }

    private static ScriptedSource MeldSource(params Func<Request, SourcePage>[] pages) =>
        new(pages) { Vendor = ActivityLogVendor.Meld, MaxPageSize = 100 };

    private sealed class WaitingSource : IPageSource
    {
        public TaskCompletionSource<SourcePage> Answer { get; } = new();

        public ActivityLogVendor Vendor => ActivityLogVendor.Payrep;

        public int MaxPageSize => 1000;

        public int RequestsAtOnce => 64;

        public SliceGrain Grain => SliceGrain.Second;

        public Task<SourcePage> FetchAsync(ActivityLogQuery query, Slice slice, RowCursor? after, int limit, CancellationToken cancellationToken) =>
            Answer.Task.WaitAsync(cancellationToken);
    }
}
