using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PayrepMeld.ActivityLogs.Cli.Terminal;

namespace PayrepMeld.ActivityLogs.Cli.Verbose;

/// <summary>What the SDK logs, as lines on standard error: its warnings as notes, and with <c>--verbose</c> all it says. Nobody else's.</summary>
internal sealed class SdkLog(ToolTerminal terminal) : ILoggerFactory, ILogger
{
    // What the commands say themselves, or what the error that follows says.
    private static readonly int[] SaidElsewhere = [ActivityLogEventIds.UnreadableRow, ActivityLogEventIds.LoginRefused, ActivityLogEventIds.FollowingGoesOn];

    public ILogger CreateLogger(string categoryName) => categoryName == ActivityLogTelemetry.LoggerCategory ? this : NullLogger.Instance;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= (terminal.IsVerbose ? LogLevel.Information : LogLevel.Warning);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        if (terminal.IsVerbose)
        {
            terminal.Warn($"{formatter(state, exception)} ({eventId.Name})");
        }
        else if (!SaidElsewhere.Contains(eventId.Id))
        {
            terminal.Note($"{formatter(state, exception)}.");
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
        // Nothing is held.
    }
}
