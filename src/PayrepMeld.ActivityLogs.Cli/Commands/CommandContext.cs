using System.CommandLine;
using PayrepMeld.ActivityLogs.Cli.Arguments;
using PayrepMeld.ActivityLogs.Cli.Configuration;
using PayrepMeld.ActivityLogs.Cli.Terminal;

namespace PayrepMeld.ActivityLogs.Cli.Commands;

/// <summary>What all commands of one run share.</summary>
internal sealed record CommandContext(ToolStreams Streams, TimeProvider Time, GlobalOptions Global)
{
    public ToolTerminal Terminal(ParseResult typed) => new(Streams, Global.Quiet(typed), Global.Verbose(typed), Global.NoColor(typed));

    public Task<OpenLog> OpenAsync(ILogSource source, ParseResult typed, ToolTerminal terminal, CancellationToken cancellationToken) =>
        OpenLog.OpenAsync(source, Global.Config(typed), terminal, Time, cancellationToken);
}
