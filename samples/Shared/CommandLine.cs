namespace PayrepMeld.ActivityLogs.Samples;

/// <summary>Arguments as a host's builder takes them: <c>--Key=value</c>.</summary>
internal static class CommandLine
{
    /// <summary>What it cannot take apart, such as <c>-x=1</c>, ends the program with a line.</summary>
    public static T Read<T>(Func<T> build)
    {
        try
        {
            return build();
        }
        catch (FormatException e)
        {
            throw new ExitException(ExitCode.Usage, $"The arguments cannot be read: {SafeText.Escape(e.Message)}", e);
        }
    }
}
