using System.CommandLine;
using System.Reflection;

namespace PayrepMeld.ActivityLogs.Cli.Commands;

/// <summary><c>completion</c>: a script with which a shell asks the tool itself what can be typed next.</summary>
internal static class CompletionCommand
{
    private static readonly string[] Shells = ["bash", "zsh", "pwsh"];

    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh or pwsh." };
        shell.CompletionSources.Add(Shells);
        var command = new Command("completion", "A script that completes commands, options and values: source <(activitylogs completion bash)");
        command.Arguments.Add(shell);
        command.SetAction(typed => typed.InvocationConfiguration.Output.Write(Script(typed.GetValue(shell)!)));
        return command;
    }

    /// <exception cref="UsageException">There is no script for it.</exception>
    private static string Script(string shell)
    {
        if (!Shells.Contains(shell, StringComparer.OrdinalIgnoreCase))
        {
            throw UsageException.Of("SHELL", shell, "bash, zsh or pwsh");
        }

        using var script = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream($"completion.{shell.ToLowerInvariant()}")!);
        return script.ReadToEnd();
    }
}
