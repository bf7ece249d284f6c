namespace PayrepMeld.ActivityLogs.Benchmarks;

/// <summary>What the command line asks for.</summary>
internal sealed record Arguments(bool Quick, bool Help, string? Only)
{
    public const string Usage = """
        Measures the SDK beside its peers and prints one Markdown report; progress goes to the error stream.

        dotnet run -c Release --project benchmarks/PayrepMeld.ActivityLogs.Benchmarks [-- options]

          --quick          fewer repetitions, smaller streams: within three minutes on two cores
          --only SECTION   one section alone: cpu, streaming, latency, concurrency, parsing
          --help           this text
        """;

    /// <returns>Null, and why, if an argument is unknown.</returns>
    public static Arguments? Parse(ReadOnlySpan<string> arguments, IEnumerable<string> sections, out string? error)
    {
        var parsed = new Arguments(Quick: false, Help: false, Only: null);
        error = null;
        for (var i = 0; i < arguments.Length && error is null; i++)
        {
            switch (arguments[i])
            {
                case "--quick":
                    parsed = parsed with { Quick = true };
                    break;
                case "--help":
                    parsed = parsed with { Help = true };
                    break;
                case "--only" when i + 1 < arguments.Length && sections.Contains(arguments[i + 1], StringComparer.Ordinal):
                    parsed = parsed with { Only = arguments[++i] };
                    break;
                case "--only":
                    error = "--only needs the name of a section: " + string.Join(", ", sections);
                    break;
                default:
                    error = $"'{arguments[i]}' is not an option.";
                    break;
            }
        }

        return error is null ? parsed : null;
    }
}
