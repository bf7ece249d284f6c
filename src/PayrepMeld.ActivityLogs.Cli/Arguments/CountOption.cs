using System.CommandLine;
using System.Globalization;

namespace PayrepMeld.ActivityLogs.Cli.Arguments;

/// <summary><c>-n</c>: how many entries.</summary>
internal sealed class CountOption(int byDefault, string description, int least = 1)
{
    public Option<string> Option { get; } = new("-n", "--count") { Description = description, HelpName = "COUNT" };

    /// <exception cref="UsageException">It is no whole number, or too small.</exception>
    public long? Read(ParseResult typed) => typed.GetValue(Option) is not { } text ? byDefault
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= least ? count
        : throw UsageException.Of(Option.Name, text, $"a whole number from {least.ToString(CultureInfo.InvariantCulture)}");

    /// <exception cref="UsageException">It was given beside an option that contradicts it.</exception>
    public long? MustBeAbsent(ParseResult typed, Option other) => typed.GetValue(Option) is null
        ? null
        : throw new UsageException($"{Option.Name} and {other.Name} contradict each other: give one of them.");
}
