namespace PayrepMeld.ActivityLogs.Cli;

/// <summary>What the process says when it ends.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Usage = 2;
    public const int Authentication = 3;
    public const int Unavailable = 4;
    public const int Protocol = 5;
    public const int Interrupted = 130;

    public static int Of(ActivityLogErrorKind kind) => kind switch
    {
        ActivityLogErrorKind.Invalid => Usage,
        ActivityLogErrorKind.Unauthorized => Authentication,
        ActivityLogErrorKind.Throttled or ActivityLogErrorKind.Unavailable => Unavailable,
        _ => Protocol,
    };
}
