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
    {
        (_default, _formats) = (byDefault, formats);
        _output = new("--output", "-o") { Description = $"The format: {Allowed}; {Name(byDefault)} unless given.", HelpName = "FORMAT" };
        _output.CompletionSources.Add([.. formats.Select(Name)]);
        _fields.CompletionSources.Add([.. Field.All.Select(f => f.Name)]);
    }

    public IEnumerable<Option> All => [_output, _fields];

    /// <summary>The format alone, for what has no fields of entries.</summary>
    public Option FormatOnly => _output;

    private string Allowed => string.Join(", ", _formats[..^1].Select(Name)) + " or " + Name(_formats[^1]);

    /// <exception cref="UsageException">There is no such format, or no such field.</exception>
    public OutputFormat Format(ParseResult typed)
    {
        if (typed.GetValue(_output) is not { } text)
        {
            return _default;
        }

        var at = Array.FindIndex(_formats, format => Name(format).Equals(text, StringComparison.OrdinalIgnoreCase));
        return at >= 0 ? _formats[at] : throw UsageException.Of(_output.Name, text, Allowed);
    }

    /// <summary>The fields that were asked for; null for the format's own.</summary>
    /// <exception cref="UsageException">There is no such field.</exception>
    public IReadOnlyList<Field>? Fields(ParseResult typed) => typed.GetValue(_fields) is { } list ? Field.Parse(_fields.Name, list) : null;

    private static string Name(OutputFormat format) => format.ToString().ToLowerInvariant();
}
