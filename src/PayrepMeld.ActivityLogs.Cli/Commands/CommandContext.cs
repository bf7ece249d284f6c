using System.CommandLine;
using PayrepMeld.ActivityLogs.Cli.Arguments;
using PayrepMeld.ActivityLogs.Cli.Configuration;
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

    /// <summary>What else can be done where one vendor fails; empty if nothing.</summary>
    public string Advice(ActivityLogException error) => Alone(error) + (error is { Kind: ActivityLogErrorKind.Unavailable, StatusCode: null } ? " activitylogs doctor shows where it fails." : "");

    private string Alone(ActivityLogException error) => error.Kind != ActivityLogErrorKind.Invalid && Log is { ReadsBoth: true }
        ? error.Vendor == ActivityLogVendor.Payrep ? " --vendor meld reads Meld alone." : " --vendor payrep reads Payrep alone."
        : "";
}
