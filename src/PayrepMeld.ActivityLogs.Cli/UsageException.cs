using PayrepMeld.ActivityLogs.Cli.Output;

namespace PayrepMeld.ActivityLogs.Cli;

/// <summary>What was typed, or configured, cannot be meant: one line that says what is allowed.</summary>
internal sealed class UsageException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>An option has a value that it cannot have.</summary>
    public static UsageException Of(string option, string value, string allowed, Exception? innerException = null) =>
        new($"{option} is '{SafeText.Escape(value)}'; allowed: {allowed}.", innerException);
}
