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

    public static Task<int> RunAsync(IReadOnlyList<string> arguments, ToolStreams streams, TimeProvider time, CancellationToken interrupted) =>
        Ending.OfAsync(
            async () =>
            {
                using var output = new StreamWriter(streams.Output) { AutoFlush = true };
                var typed = Root(streams, time).Parse(arguments, Parsing);
                if (typed.Errors.Count > 0 && typed.Action is ParseErrorAction)
                {
                    throw UsageOf(typed);
                }

                return await typed.InvokeAsync(Invocation(output, streams.Errors), interrupted);
            },
            streams.Errors,
            interrupted);

    private static RootCommand Root(ToolStreams streams, TimeProvider time)
    {
        var global = new GlobalOptions();
        var context = new CommandContext(streams, time, global);
        var source = new ConfiguredVendors();
        var root = new RootCommand("Reads the activity logs of Payrep MFB and Meld: finds failed requests, follows, exports and sums up.");
        root.Add([.. global.All]);
        root.Subcommands.Add(ListCommand.Create(context, source));
        root.Subcommands.Add(DoctorCommand.Create(context, source));
        root.Subcommands.Add(SimulateCommand.Create(context));
        root.Subcommands.Add(DemoCommand.Create(context));
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Action = new HelpWithExitCodes((HelpAction)help.Action!);
        }

        return root;
    }

    // Ctrl-C is ours, and so are the words about what goes wrong.
    private static InvocationConfiguration Invocation(TextWriter output, TextWriter errors) =>
        new() { Output = output, Error = errors, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };

    private static UsageException UsageOf(ParseResult typed)
    {
        return new UsageException(string.Join(Environment.NewLine, typed.Errors.Select(e => Output.SafeText.Escape(e.Message))));
    }
}
