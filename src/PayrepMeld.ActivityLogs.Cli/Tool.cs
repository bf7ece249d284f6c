using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using PayrepMeld.ActivityLogs.Cli.Arguments;
using PayrepMeld.ActivityLogs.Cli.Commands;
using PayrepMeld.ActivityLogs.Cli.Configuration;
using PayrepMeld.ActivityLogs.Cli.Terminal;

namespace PayrepMeld.ActivityLogs.Cli;

/// <summary>The whole program: what was typed becomes a command, and its end an exit code.</summary>
internal static class Tool
{
    // A value such as @2026 is a value, and no file to take arguments from.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    public static Task<int> RunAsync(IReadOnlyList<string> arguments, ToolStreams streams, TimeProvider time, CancellationToken interrupted)
    {
        var context = new CommandContext(streams, time, new GlobalOptions());
        return Ending.OfAsync(
            async () =>
            {
                using var output = new StreamWriter(streams.Output) { AutoFlush = true };
                var root = Root(context);
                if (arguments.Count == 0)
                {
                    await root.Parse("--help").InvokeAsync(Invocation(streams.Errors, streams.Errors), interrupted);
                    return ExitCode.Usage;
                }

                var typed = root.Parse(arguments, Parsing);
                if (typed.Errors.Count > 0 && typed.Action is ParseErrorAction)
                {
                    throw UsageError.Of(typed);
                }

                return await typed.InvokeAsync(Invocation(output, streams.Errors), interrupted);
            },
            context.Advice,
            streams.Errors,
            interrupted);
    }

    internal static RootCommand Root(CommandContext context)
    {
        var source = new ConfiguredVendors();
        var root = new RootCommand("Reads the activity logs of Payrep MFB and Meld: finds failed requests, follows, exports and sums up.");
        root.Add([.. context.Global.All]);
        root.Subcommands.Add(ListCommand.Create(context, source));
        root.Subcommands.Add(TailCommand.Create(context, source));
        root.Subcommands.Add(ExportCommand.Create(context, source));
        root.Subcommands.Add(StatsCommand.Create(context, source));
        root.Subcommands.Add(ReportCommand.Create(context, source));
        root.Subcommands.Add(DoctorCommand.Create(context, source));
        root.Subcommands.Add(SimulateCommand.Create(context));
        root.Subcommands.Add(DemoCommand.Create(context));
        root.Subcommands.Add(CompletionCommand.Create());
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Action = new HelpWithExitCodes(new HelpAction { MaxWidth = context.Streams.Width });
        }

        return root;
    }

    // Ctrl-C is ours, and so are the words about what goes wrong.
    private static InvocationConfiguration Invocation(TextWriter output, TextWriter errors) =>
        new() { Output = output, Error = errors, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
}
