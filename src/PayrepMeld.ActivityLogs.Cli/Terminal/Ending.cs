using Microsoft.Extensions.Options;
using PayrepMeld.ActivityLogs.Cli.Output;

namespace PayrepMeld.ActivityLogs.Cli.Terminal;

/// <summary>Runs a command, and says how it ended: what went wrong as a line for people, an exit code for scripts, and no stack trace.</summary>
internal static class Ending
{
    public static async Task<int> OfAsync(Func<Task<int>> run, TextWriter errors, CancellationToken interrupted)
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
            errors.WriteLine(known.Message);
            return known.ExitCode;
        }
    }

    /// <summary>What is known to go wrong; null for the rest, which is a bug and should look like one.</summary>
    public static (int ExitCode, string Message)? Of(Exception exception) => exception switch
    {
        UsageException e => (ExitCode.Usage, e.Message),
        OptionsValidationException e => (ExitCode.Usage, "The configuration is not valid:" + string.Concat(e.Failures.Select(f => $"{Environment.NewLine}  {SafeText.Escape(f)}"))),
        ActivityLogException e => (ExitCode.Of(e.Kind), $"{Sentence(e)} {SafeText.Escape(e.Message)}"),
        IOException or UnauthorizedAccessException => (ExitCode.Storage, SafeText.Escape(exception.Message)),
        _ => null,
    };

    public static string Sentence(ActivityLogException e) => e.Kind switch
    {
        ActivityLogErrorKind.Invalid => $"{e.Vendor} refused the request.",
        ActivityLogErrorKind.Unauthorized => $"{e.Vendor} refused the credentials.",
        ActivityLogErrorKind.Throttled => $"{e.Vendor} asks for fewer requests.",
        ActivityLogErrorKind.Unavailable => $"{e.Vendor} cannot be reached.",
        _ => $"{e.Vendor} answered something unexpected.",
    };
}
