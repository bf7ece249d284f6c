using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using PayrepMeld.ActivityLogs.Cli.Output;

namespace PayrepMeld.ActivityLogs.Cli.Arguments;

/// <summary>What was typed, and fits no command, as one line: what it was, and what is allowed.</summary>
internal static class UsageError
{
    public static UsageException Of(ParseResult typed)
    {
        // The first error is the reason of the rest.
        var options = typed.Errors.Select(e => e.SymbolResult as OptionResult ?? e.SymbolResult?.Parent as OptionResult).OfType<OptionResult>();
        var text = options.Select(OfOption).FirstOrDefault()
            ?? (typed.UnmatchedTokens is [var token, ..] ? OfUnmatched(typed.CommandResult, token) : null)
            ?? OfMissing(typed.CommandResult)
            ?? typed.Errors[0].Message;
        return new UsageException(text);
    }

    private static string OfOption(OptionResult option)
    {
        var name = option.IdentifierToken?.Value ?? option.Option.Name;
        return option.IdentifierTokenCount > 1
            ? string.Create(CultureInfo.InvariantCulture, $"{name} is given {option.IdentifierTokenCount} times; allowed: once.")
            : $"{name} has no value; allowed: {name} {option.Option.HelpName}.";
    }

    private static string OfUnmatched(CommandResult command, string token)
    {
        var (path, shown) = (PathOf(command), SafeText.Escape(token));
        if (token is ['-', _, ..])
        {
            return $"{path} has no option '{shown}'.{Meant(token, OptionsOf(command))} {path} --help shows what is allowed.";
        }

        var commands = CommandsOf(command);
        return commands.Count > 0
            ? $"{path} has no command '{shown}'.{Meant(token, commands)} Allowed: {string.Join(", ", commands)}."
            : $"'{shown}' belongs to no option of {path}. {path} --help shows what is allowed.";
    }

    private static string? OfMissing(CommandResult command) => (CommandsOf(command), command.Command.Arguments) switch
    {
        ({ Count: > 0 } commands, _) => $"{PathOf(command)} needs a command: {string.Join(", ", commands)}.",
        (_, [var argument, ..]) => $"{PathOf(command)} needs {argument.HelpName ?? argument.Name}: {argument.Description}",
        _ => null,
    };

    private static string Meant(string typed, IEnumerable<string> names) => Likeness.Nearest(typed, names) is { } name ? $" Did you mean {name}?" : "";

    private static string PathOf(CommandResult command) => command.Parent is CommandResult parent ? $"{PathOf(parent)} {command.Command.Name}" : "activitylogs";

    private static List<string> CommandsOf(CommandResult command) => [.. command.Command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name)];

    private static IEnumerable<string> OptionsOf(CommandResult command)
    {
        var own = command.Command.Options;
        var inherited = command.Parent is CommandResult parent ? OptionsOf(parent, o => o.Recursive) : [];
        return own.SelectMany(NamesOf).Concat(inherited);
    }

    private static IEnumerable<string> OptionsOf(CommandResult command, Func<Option, bool> which) =>
        command.Command.Options.Where(which).SelectMany(NamesOf).Concat(command.Parent is CommandResult parent ? OptionsOf(parent, which) : []);

    private static IEnumerable<string> NamesOf(Option option) => option.Aliases.Prepend(option.Name);
}
