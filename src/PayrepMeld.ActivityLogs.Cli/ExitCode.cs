namespace PayrepMeld.ActivityLogs.Cli;

/// <summary>What the process says when it ends.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Usage = 2;
    public const int Authentication = 3;
    public const int Unavailable = 4;
    public const int Protocol = 5;
    public const int Storage = 6;
    public const int Incomplete = 7;
    public const int Interrupted = 130;

    public static IReadOnlyList<(int Code, string Meaning)> All { get; } =
    [
        (Done, "done"),
        (Usage, "wrong usage or configuration, or a request that the vendor finds invalid"),
        (Authentication, "the vendor refused the credentials"),
        (Unavailable, "the vendor cannot be reached, or asks for fewer requests"),
        (Protocol, "the vendor answered something unexpected"),
        (Storage, "a file, or the output, cannot be read or written"),
        (Incomplete, "done, but rows of the vendor could not be read and are missing"),
        (Interrupted, "interrupted (Ctrl-C, SIGTERM)"),
    ];

    public static int Of(ActivityLogErrorKind kind) => kind switch
    {
        ActivityLogErrorKind.Invalid => Usage,
        ActivityLogErrorKind.Unauthorized => Authentication,
        ActivityLogErrorKind.Throttled or ActivityLogErrorKind.Unavailable => Unavailable,
        _ => Protocol,
    };
}
