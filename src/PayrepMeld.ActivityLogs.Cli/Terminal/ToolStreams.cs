using System.Text;

namespace PayrepMeld.ActivityLogs.Cli.Terminal;

/// <summary>Where a run writes: data to the output, everything else to the errors.</summary>
/// <param name="Output">Standard output, unbuffered.</param>
/// <param name="Errors">Standard error.</param>
/// <param name="IsOutputTerminal">Whether somebody looks at the output, and not a pipe or a file.</param>
/// <param name="IsErrorsTerminal">Likewise for the errors.</param>
/// <param name="Width">How many columns the terminal has.</param>
internal sealed record ToolStreams(Stream Output, TextWriter Errors, bool IsOutputTerminal, bool IsErrorsTerminal, int Width)
{
    /// <summary>A terminal that obeys no escape sequence, such as an editor's.</summary>
    public bool IsDumb { get; init; }

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>What takes away that which moves on standard error now, for whoever ends the program at once; null if nothing does.</summary>
    public byte[]? Eraser { get; set; }

    public static ToolStreams Standard()
    {
        var isOutputTerminal = !Console.IsOutputRedirected;
        return new(
            Open(StandardStream.Output),
            new StreamWriter(Open(StandardStream.Errors), Utf8) { AutoFlush = true },
            isOutputTerminal,
            !Console.IsErrorRedirected,
            isOutputTerminal ? TerminalWidth.Read() : TerminalWidth.Default)
        {
            IsDumb = Environment.GetEnvironmentVariable("TERM") is "dumb",
        };
    }

    private static Stream Open(int descriptor) => !OperatingSystem.IsWindows() ? new StandardStream(descriptor)
        : descriptor == StandardStream.Output ? Console.OpenStandardOutput()
        : Console.OpenStandardError();
}
