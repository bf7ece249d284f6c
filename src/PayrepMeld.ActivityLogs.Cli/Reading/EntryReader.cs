using System.Runtime.CompilerServices;
using PayrepMeld.ActivityLogs.Cli.Arguments;
using PayrepMeld.ActivityLogs.Cli.Output;
using PayrepMeld.ActivityLogs.Cli.Progress;
using PayrepMeld.ActivityLogs.Cli.Terminal;

namespace PayrepMeld.ActivityLogs.Cli.Reading;

/// <summary>Reads what was asked for, newest first, and keeps count of what a command must not pass over in silence.</summary>
internal sealed class EntryReader(IActivityLogClient log, ReadingRequest request)
{
    private int _unreadable;
    private int _unknown;
    private DateTimeOffset? _newest;

    /// <summary>How many entries were given.</summary>
    public long Count { get; private set; }

    /// <summary>Rows that could not be read and are missing.</summary>
    public int Unreadable => _unreadable;

    /// <summary>Entries left out because they do not say how they ended.</summary>
    public int LeftOutAsUnknown => _unknown;

    /// <param name="most">How many entries to give at most; null for all.</param>
    /// <param name="progress">Is told after every page how many entries were given, and the part that is done, if the range has a beginning.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public async IAsyncEnumerable<ActivityLogEntry> ReadAsync(long? most, Action<long, double?>? progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var left = most ?? long.MaxValue;
        await foreach (var page in log.ReadPagesAsync(request.Query, resumeFrom: null, cancellationToken))
        {
            _unreadable += page.UnreadableRows.Count;
            _unknown += page.UnknownOutcomes;
            foreach (var entry in page.Entries)
            {
                if (request.Filter.Matches(entry))
                {
                    Count++;
                    yield return entry;
                    if (--left == 0)
                    {
                        yield break;
                    }
                }
            }

            progress?.Invoke(Count, Fraction(page));
        }
    }

    /// <summary>Says what is missing.</summary>
    /// <returns>How the command ends.</returns>
    public int Finish(ToolTerminal terminal)
    {
        if (_unknown > 0)
        {
            // What the tool filters itself was not held against them.
            terminal.Note(request.Filter.IsEmpty
                ? Amount.Unknown(_unknown)
                : "There are entries that do not say how they ended: --outcome unknown shows those that match.");
        }

        if (_unreadable == 0)
        {
            return ExitCode.Done;
        }

        terminal.Warn(Amount.Unreadable(_unreadable));
        return ExitCode.Incomplete;
    }

    // The newest come first: what is done is the time from the first entry there is to where the page ends.
    private double? Fraction(ActivityLogPage page)
    {
        if (page.Next is null)
        {
            return 1;
        }

        if (page.Entries is not [var first, ..] || request.Query.From is not { } from)
        {
            return null;
        }

        var newest = _newest ??= first.OccurredAt;
        return ReadProgress.Covered(newest, page.Entries[^1].OccurredAt, from);
    }
}
