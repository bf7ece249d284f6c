using Microsoft.Extensions.Options;
using PayrepMeld.ActivityLogs.Cli.Output;

namespace PayrepMeld.ActivityLogs.Cli.Terminal;

/// <summary>Runs a command, and says how it ended: what went wrong as a line for people, an exit code for scripts, and no stack trace.</summary>
internal static class Ending
{
    /// <param name="run">The command.</param>
    /// <param name="advice">What is said behind an error of a vendor.</param>
    /// <param name="errors">Where it is said.</param>
    /// <param name="interrupted">Whether it was interrupted.</param>
    public static async Task<int> OfAsync(Func<Task<int>> run, Func<ActivityLogException, string> advice, TextWriter errors, CancellationToken interrupted)
    {
        try
        {
            return await run();
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
        catch (OutputClosedException)
        {
            return ExitCode.Done;
        }
        catch (Exception e) when (Of(e) is { } known)
        {
            errors.WriteLine(known.Message + (e is ActivityLogException error ? advice(error) : ""));
            return known.ExitCode;
        }
    }

    /// <summary>What is known to go wrong; null for the rest, which is a bug and should look like one.</summary>
    public static (int ExitCode, string Message)? Of(Exception exception) => exception switch
    {
        UsageException e => (ExitCode.Usage, e.Message),
        OptionsValidationException e => (ExitCode.Usage, "The configuration is not valid:" + string.Concat(e.Failures.Select(f => $"{Environment.NewLine}  {SafeText.Escape(f)}"))),
        ActivityLogException e => (ExitCode.Of(e.Kind), SafeText.Escape(e.Message)),
        IOException or UnauthorizedAccessException => (ExitCode.Storage, SafeText.Escape(exception.Message)),
        _ => null,
    };
}
