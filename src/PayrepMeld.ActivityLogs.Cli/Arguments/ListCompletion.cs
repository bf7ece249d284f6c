using System.CommandLine;

namespace PayrepMeld.ActivityLogs.Cli.Arguments;

/// <summary>Completes the last item of a comma-separated list.</summary>
internal static class ListCompletion
{
    public static void CompleteWith(this Option option, params IEnumerable<string> names) => option.CompletionSources.Add(context =>
    {
        var typed = context.WordToComplete[..(context.WordToComplete.LastIndexOf(',') + 1)];
        return names.Select(name => typed + name);
    });
}
