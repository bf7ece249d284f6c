namespace PayrepMeld.ActivityLogs.Samples;

/// <summary>Ends the program with one line on standard error.</summary>
internal sealed class ExitException(int exitCode, string message, Exception? innerException = null) : Exception(message, innerException)
{
    public int ExitCode { get; } = exitCode;
}
