namespace PayrepMeld.ActivityLogs.Cli.Terminal;

/// <summary>Whoever read the output has enough (<c>| head</c>).</summary>
internal sealed class OutputClosedException(Exception innerException) : Exception("The output was closed.", innerException);
