using System.CommandLine;
using System.Globalization;

namespace PayrepMeld.ActivityLogs.Cli.Arguments;

/// <summary>A whole number within a range.</summary>
internal sealed class WholeNumberOption(string name, string description, int byDefault, int least, int most)
{
    /// <summary><c>--concurrency</c>.</summary>
    /// <param name="condition">What it takes to have an effect, behind a comma; empty if nothing.</param>
    public static WholeNumberOption Concurrency(string condition = "") =>
        new("--concurrency", $"How many requests to send to a vendor at once, 1 to {ActivityLogQuery.ConcurrencyLimit}{condition}", 1, 1, ActivityLogQuery.ConcurrencyLimit);

    public Option<string> Option { get; } = new(name)
    {
        Description = string.Create(CultureInfo.InvariantCulture, $"{description}; {byDefault} unless given."), HelpName = "NUMBER",
    };

    /// <exception cref="UsageException">It is no such number.</exception>
    public int Read(ParseResult typed) => typed.GetValue(Option) is not { } text ? byDefault
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : throw UsageException.Of(Option.Name, text, string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"));
}
