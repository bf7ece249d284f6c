using System.CommandLine;
using PayrepMeld.ActivityLogs.Cli.Arguments;
using PayrepMeld.ActivityLogs.Cli.Configuration;
using PayrepMeld.ActivityLogs.Cli.Progress;
using PayrepMeld.ActivityLogs.Cli.Terminal;

namespace PayrepMeld.ActivityLogs.Cli.Commands;

/// <summary>What all commands of one run share.</summary>
internal sealed record CommandContext(ToolStreams Streams, TimeProvider Time, GlobalOptions Global)
{
    public ToolTerminal Terminal(ParseResult typed) => new(Streams, Global.Quiet(typed), Global.Verbose(typed), Global.NoColor(typed));

    /// <summary>The log that was opened last.</summary>
    private OpenLog? Log { get; set; }

    public async Task<OpenLog> OpenAsync(ILogSource source, ParseResult typed, ToolTerminal terminal, CancellationToken cancellationToken) =>
        Log = await OpenLog.OpenAsync(source, Global.Config(typed), terminal, Time, cancellationToken);

    /// <summary>Reads, with a bar on standard error where somebody can see it.</summary>
    /// <param name="terminal">Where it is shown.</param>
    /// <param name="read">Is given what to tell after every page: how many entries there are by now, and the part that is done, 0 to 1, if it can be told.</param>
    public async Task ShowProgressAsync(ToolTerminal terminal, Func<Action<long, double?>, Task> read)
    {
        // The lines of --verbose and a bar would tear each other apart.
        if (terminal is not { CanMove: true, IsVerbose: false })
        {
            await read((_, _) => { });
            return;
        }

        Streams.Bar = terminal.Progress;
        try
        {
            await ProgressLine.ShowAsync(Streams.Bar, new ReadProgress(Time), read);
        }
        finally
        {
            Streams.Bar = null;
        }
    }

    /// <summary>What else can be done where one vendor fails; empty if nothing.</summary>
    public string Advice(ActivityLogException error) => Alone(error) + (error is { Kind: ActivityLogErrorKind.Unavailable, StatusCode: null } ? " activitylogs doctor shows where it fails." : "");

    private string Alone(ActivityLogException error) => error.Kind != ActivityLogErrorKind.Invalid && Log is { ReadsBoth: true }
        ? error.Vendor == ActivityLogVendor.Payrep ? " --vendor meld reads Meld alone." : " --vendor payrep reads Payrep alone."
        : "";
}
