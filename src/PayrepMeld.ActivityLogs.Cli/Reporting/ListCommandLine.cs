using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using PayrepMeld.ActivityLogs.Cli.Arguments;
using PayrepMeld.ActivityLogs.Cli.Statistics;

namespace PayrepMeld.ActivityLogs.Cli.Reporting;

/// <summary>The command lines of <c>list</c> that show the rows behind a figure: what the report was asked for, and what the figure is of.</summary>
internal sealed class ListCommandLine
{
    // One of the two takes the place of the other.
    private static readonly string[] Outcomes = ["--failed", "--outcome"];

    private readonly List<string> _words = [];
    private readonly List<(string Name, string? Value)> _given = [];
    private readonly HashSet<string> _ofMeld;
    private readonly SummedRange _range;

    /// <param name="typed">What the report was asked for.</param>
    /// <param name="reading">Its reading options.</param>
    /// <param name="configFile">The configuration file it named; null without.</param>
    /// <param name="range">Its range.</param>
    public ListCommandLine(ParseResult typed, ReadingOptions reading, string? configFile, SummedRange range)
    {
        _range = range;
        _ofMeld = reading.OfMeld.Select(option => option.Name).ToHashSet(StringComparer.Ordinal);
        for (var command = typed.CommandResult.Parent as CommandResult; command is not null; command = command.Parent as CommandResult)
        {
            _words.Insert(0, command.Parent is null ? "activitylogs" : command.Command.Name);
        }

        _words.AddRange(["list", "--all"]);
        if (configFile is not null)
        {
            _given.Add(("--config", configFile));
        }

        foreach (var option in reading.All)
        {
            if (typed.GetResult(option) is { Implicit: false } given && option.Name is not ("--since" or "--until"))
            {
                _given.AddRange(given.Tokens.Count == 0 ? [(option.Name, null)] : given.Tokens.Select(t => (option.Name, (string?)t.Value)));
            }
        }
    }

    /// <summary>What narrows the report beside its range; empty where nothing does.</summary>
    public string Narrowing => string.Join(' ', _given.Where(o => o.Name is not ("--config" or "--account" or "--utc")).Select(Word));

    /// <summary>The endpoints that the report was asked for; null for all.</summary>
    public EndpointPattern? Endpoint => _given.Find(o => o.Name == "--endpoint").Value is { } pattern ? new EndpointPattern(pattern) : null;

    /// <param name="selection">The options that choose the figure's rows; they take the place of the same ones of the report.</param>
    /// <param name="time">The part of the range; null for all of it.</param>
    /// <returns>The words of the command line, quoted where a shell needs it.</returns>
    public IEnumerable<string> With(IReadOnlyCollection<(string Name, string? Value)> selection, HourBucket? time = null)
    {
        var from = time is { } part && part.Start > _range.From.UtcTicks ? new DateTimeOffset(part.Start, TimeSpan.Zero) : _range.From;
        var to = time is { } same && same.End < _range.To.UtcTicks ? new DateTimeOffset(same.End, TimeSpan.Zero) : _range.To;
        var options = new List<(string Name, string? Value)> { ("--since", Instant(from)), ("--until", Instant(to)) };

        // Payrep's entries are not restricted by what only Meld knows, and alone they cannot be asked for with it.
        var isPayrep = selection.Contains(("--vendor", StatisticsRow.Name(ActivityLogVendor.Payrep)));
        options.AddRange(_given.Where(o => !selection.Any(s => IsSame(s.Name, o.Name)) && !(isPayrep && _ofMeld.Contains(o.Name))));
        options.AddRange(selection);

        return _words.Concat(options.Select(Word));
    }

    // A value after = is never taken for an option, whatever it begins with.
    private static string Word((string Name, string? Value) option) => option.Value is null ? option.Name : $"{option.Name}={ShellWord.Of(option.Value)}";

    // For people: no digits that say nothing.
    private static string Instant(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    private static bool IsSame(string name, string other) => name == other || (Outcomes.Contains(name) && Outcomes.Contains(other));
}
