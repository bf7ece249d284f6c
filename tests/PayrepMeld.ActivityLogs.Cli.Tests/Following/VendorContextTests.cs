using System.Runtime.CompilerServices;
using PayrepMeld.ActivityLogs.Cli.Arguments;
using PayrepMeld.ActivityLogs.Cli.Following;
using PayrepMeld.ActivityLogs.Cli.Terminal;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Following;

/// <summary>What a vendor had written before it is followed.</summary>
public sealed class VendorContextTests
{
    private static readonly TimeSpan Real = TimeSpan.FromSeconds(30);

    private readonly FakeTime _time = new();

    [Fact]
    [Trait("Fault", "6")]
    public async Task A_vendor_that_takes_ten_seconds_to_answer_is_followed_without_what_was_before()
    {
        await using var errors = new StringWriter();
        var context = Context(errors);

        var asked = context.AskForNewestAsync(CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(9.9));
        asked.IsCompleted.Should().BeFalse();
        _time.Advance(TimeSpan.FromSeconds(0.1));
        await asked.WaitAsync(Real, TimeProvider.System);

        (context.IsOut, context.Newest).Should().Be((true, null));
        errors.ToString().Should().StartWith("Meld does not answer: its entries from now on will be shown.");
    }

    [Fact]
    [Trait("Fault", "6")]
    public async Task So_is_one_that_takes_as_long_behind_its_first_answer()
    {
        await using var errors = new StringWriter();
        var context = Context(errors);

        var read = context.ReadAsync(_time.GetUtcNow(), CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(10));
        await read.WaitAsync(Real, TimeProvider.System);

        context.IsOut.Should().BeTrue();
    }

    [Fact]
    [Trait("Fault", "7")]
    public async Task Who_gives_up_waiting_is_told_nothing()
    {
        await using var errors = new StringWriter();
        using var stop = new CancellationTokenSource();

        var asked = Context(errors).AskForNewestAsync(stop.Token);
        await stop.CancelAsync();

        await FluentActions.Awaiting(() => asked.WaitAsync(Real, TimeProvider.System)).Should().ThrowAsync<OperationCanceledException>();
        errors.ToString().Should().BeEmpty();
    }

    private VendorContext Context(StringWriter errors) => new(
        new Silent(),
        ActivityLogVendor.Meld,
        new ReadingRequest(ActivityLogVendor.Meld, "default", new ActivityLogQuery(), new EntryFilter(null, null, null), TimeZoneInfo.Utc),
        new TailStart(_time.GetUtcNow(), Before: 0, TimeSpan.FromMinutes(5)),
        new ToolTerminal(new ToolStreams(Stream.Null, errors, IsOutputTerminal: false, IsErrorsTerminal: false, Width: 80), isQuiet: false, isVerbose: false, noColor: true),
        _time);

    /// <summary>It never answers.</summary>
    private sealed class Silent : IActivityLogClient
    {
        public IAsyncEnumerable<ActivityLogEntry> ReadEntriesAsync(ActivityLogQuery? query = null, CancellationToken cancellationToken = default) => NeverAsync<ActivityLogEntry>(cancellationToken);

        public IAsyncEnumerable<ActivityLogPage> ReadPagesAsync(ActivityLogQuery? query = null, ActivityLogCursor? resumeFrom = null, CancellationToken cancellationToken = default) =>
            NeverAsync<ActivityLogPage>(cancellationToken);

        public IAsyncEnumerable<ActivityLogEntry> FollowAsync(ActivityLogQuery? query = null, FollowOptions? options = null, CancellationToken cancellationToken = default) =>
            NeverAsync<ActivityLogEntry>(cancellationToken);

        private static async IAsyncEnumerable<T> NeverAsync<T>([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            yield break;
        }
    }
}
