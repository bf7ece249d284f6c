using System.CommandLine;
using PayrepMeld.ActivityLogs.Cli.Output;

namespace PayrepMeld.ActivityLogs.Cli.Exporting;

/// <summary>What must be the same when an export is resumed, or its file would hold two things.</summary>
/// <param name="Options">The options as they were typed, by name.</param>
/// <param name="Source">Which vendors, and as whom; a hash in place of a credential.</param>
internal sealed record ExportTerms(IReadOnlyDictionary<string, string> Options, IReadOnlyDictionary<string, string> Source)
{
    /// <param name="typed">The command line.</param>
    /// <param name="reading">The options that choose rows.</param>
    /// <param name="format">The format, however it was chosen.</param>
    /// <param name="fields">The fields, if any were named.</param>
    /// <param name="source">Where the rows come from.</param>
    public static ExportTerms Of(
        ParseResult typed, IEnumerable<Option> reading, OutputFormat format, IReadOnlyList<Field>? fields, IReadOnlyDictionary<string, string> source)
    {
        var options = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["--output"] = format.ToString().ToLowerInvariant() };
        if (fields is not null)
        {
            options["--fields"] = string.Join(',', fields.Select(f => f.Name));
        }

        foreach (var option in reading)
        {
            if (typed.GetResult(option) is { Implicit: false } result)
            {
                options[option.Name] = string.Join(',', result.Tokens.Select(t => t.Value));
            }
        }

        return new ExportTerms(options, source);
    }

    /// <summary>What is not as it was, in words; empty if all is.</summary>
    /// <param name="now">The terms of the command that would go on.</param>
    public IReadOnlyList<string> DifferencesTo(ExportTerms now) =>
    [
        .. Differing(Options, now.Options).Select(name => $"{SafeText.Escape(name)} {Value(Options, name, "was")} and {Value(now.Options, name, "is")}"),
        .. Differing(Source, now.Source).Select(name => $"{SafeText.Escape(name)} differ"),
    ];

    private static IEnumerable<string> Differing(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> now) =>
        before.Keys.Union(now.Keys, StringComparer.Ordinal)
            .Where(name => !string.Equals(before.GetValueOrDefault(name), now.GetValueOrDefault(name), StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    private static string Value(IReadOnlyDictionary<string, string> options, string name, string verb) => !options.TryGetValue(name, out var value) ? verb + " not given"
        : value.Length == 0 ? verb + " given"
        : $"{verb} '{SafeText.Escape(value)}'";
}
