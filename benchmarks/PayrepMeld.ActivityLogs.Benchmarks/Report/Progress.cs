namespace PayrepMeld.ActivityLogs.Benchmarks.Report;

/// <summary>What is being done, on the error stream: the report alone goes to the output.</summary>
internal static class Progress
{
    public static void Say(string text) => Console.Error.WriteLine(text);
}
