using System.CommandLine;

namespace PayrepMeld.ActivityLogs.Cli.Commands;

internal static class CommandExtensions
{
    public static void Add(this Command command, IEnumerable<Option> options)
    {
        foreach (var option in options)
        {
            command.Options.Add(option);
        }
    }
}
