using System.CommandLine;
using PayrepMeld.ActivityLogs.Cli.Output;
using PayrepMeld.ActivityLogs.Cli.Terminal;

namespace PayrepMeld.ActivityLogs.Cli.Arguments;

/// <summary>In which format, and which fields.</summary>
internal sealed class OutputOptions
{
    private readonly OutputFormat _default;
    private readonly OutputFormat[] _formats;
    private readonly Option<string> _output;
    private readonly Option<string> _fields = new("--fields") { Description = $"The fields, in this order: {Field.Names}.", HelpName = "NAMES" };

    public OutputOptions(OutputFormat byDefault, params OutputFormat[] formats)
        : this(byDefault, Name(byDefault), formats)
    {
    }

    /// <param name="byDefault">The format unless one is given.</param>
    /// <param name="describedDefault">How the help speaks of it.</param>
    /// <param name="formats">Those there are.</param>
    public OutputOptions(OutputFormat byDefault, string describedDefault, params OutputFormat[] formats)
    {
        (_default, _formats) = (byDefault, formats);
        _output = new("--output", "-o") { Description = $"The format: {Allowed}; {describedDefault} unless given.", HelpName = "FORMAT" };
        _output.CompletionSources.Add([.. formats.Select(Name)]);
        _fields.CompleteWith(Field.All.Select(f => f.Name));
    }

    public IEnumerable<Option> All => [_output, _fields];

    /// <summary>The format alone, for what has no fields of entries.</summary>
    public Option FormatOnly => _output;

    private string Allowed => string.Join(", ", _formats[..^1].Select(Name)) + " or " + Name(_formats[^1]);

    /// <exception cref="UsageException">There is no such format, or no such field.</exception>
    public OutputFormat Format(ParseResult typed) => Given(typed) ?? _default;

    /// <summary>The format that was asked for; null if none was.</summary>
    /// <exception cref="UsageException">There is no such format.</exception>
    public OutputFormat? Given(ParseResult typed)
    {
        if (typed.GetValue(_output) is not { } text)
        {
            return null;
        }

        var at = Array.FindIndex(_formats, format => Name(format).Equals(text, StringComparison.OrdinalIgnoreCase));
        return at >= 0 ? _formats[at] : throw UsageException.Of(_output.Name, text, Allowed);
    }

    /// <summary>The fields that were asked for; null for the format's own.</summary>
    /// <exception cref="UsageException">There is no such field, or the format has names of its own.</exception>
    public IReadOnlyList<Field>? Fields(ParseResult typed) => typed.GetValue(_fields) is not { } list ? null
        : Format(typed) == OutputFormat.Ecs ? throw new UsageException($"{_fields.Name} and {_output.Name} ecs contradict each other: the Elastic Common Schema has names of its own.")
        : Field.Parse(_fields.Name, list);

    private static string Name(OutputFormat format) => format.ToString().ToLowerInvariant();
}
