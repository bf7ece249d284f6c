using System.CommandLine;

namespace PayrepMeld.ActivityLogs.Cli.Arguments;

/// <summary>The options every command has.</summary>
internal sealed class GlobalOptions
{
    private readonly Option<string> _config = new("--config")
    {
        Description = "A JSON file with a section ActivityLogs, over user secrets and below the environment (ActivityLogs__Meld__ApiKey=...).", HelpName = "FILE", Recursive = true,
    };

    private readonly Option<bool> _noColor = new("--no-color") { Description = "No colour, as with the environment variable NO_COLOR.", Recursive = true };
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Errors only on standard error: no notes, no progress.", Recursive = true };
    private readonly Option<bool> _verbose = new("--verbose", "-v") { Description = "Each request on standard error, without secrets.", Recursive = true };

    public IEnumerable<Option> All => [_config, _noColor, _quiet, _verbose];

    public string? Config(ParseResult typed) => typed.GetValue(_config);

    public bool NoColor(ParseResult typed) =>
        typed.GetValue(_noColor) || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };

    public bool Quiet(ParseResult typed) => typed.GetValue(_quiet);

    public bool Verbose(ParseResult typed) => typed.GetValue(_verbose);
}
