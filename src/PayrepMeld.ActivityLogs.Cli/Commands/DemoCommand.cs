using System.CommandLine;
using PayrepMeld.ActivityLogs.Cli.Simulation;

namespace PayrepMeld.ActivityLogs.Cli.Commands;

/// <summary><c>demo</c>: the reading commands over simulated vendors.</summary>
internal static class DemoCommand
{
    public static Command Create(CommandContext context)
    {
        var source = new SimulatedVendors(context.Time);
        return new Command("demo", "The reading commands over two simulated vendors of 10,000 entries each: no configuration, no account, no network.")
        {
            ListCommand.Create(context, source),
            TailCommand.Create(context, source),
            StatsCommand.Create(context, source),
            ReportCommand.Create(context, source),
        };
    }
}
