using System.Text;
using Spectre.Console;

namespace PayrepMeld.ActivityLogs.Cli.Terminal;

/// <summary>Where a run writes: data to the output, everything else to the errors.</summary>
/// <param name="Output">Standard output, unbuffered.</param>
/// <param name="Errors">Standard error; several threads may write to it.</param>
/// <param name="IsOutputTerminal">Whether somebody looks at the output, and not a pipe or a file.</param>
/// <param name="IsErrorsTerminal">Likewise for the errors.</param>
/// <param name="Width">How many columns the output has, if it is a terminal.</param>
internal sealed record ToolStreams(Stream Output, TextWriter Errors, bool IsOutputTerminal, bool IsErrorsTerminal, int Width)
{
    /// <summary>A terminal that obeys no escape sequence, such as an editor's.</summary>
    public bool IsDumb { get; init; }

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>How many columns standard error has, if it is a terminal.</summary>
    public int ErrorsWidth { get; init; } = TerminalWidth.Default;

    /// <summary>The bar that is shown on standard error just now: what is written through it stands above. Null if none is.</summary>
    public IAnsiConsole? Bar { get; set; }

    /// <summary>Standard error for whoever ends the program at once; null if that is not known.</summary>
    public StandardStream? LastErrors { get; init; }

    public static ToolStreams Standard()
    {
        var (isOutputTerminal, isErrorsTerminal) = (!Console.IsOutputRedirected, !Console.IsErrorRedirected);
        var errors = Open(StandardStream.Errors);
        return new(
            Open(StandardStream.Output),
            TextWriter.Synchronized(new StreamWriter(errors, Utf8) { AutoFlush = true }),
            isOutputTerminal,
            isErrorsTerminal,
            isOutputTerminal ? TerminalWidth.Read(StandardStream.Output) : TerminalWidth.Default)
        {
            ErrorsWidth = isErrorsTerminal ? TerminalWidth.Read(StandardStream.Errors) : TerminalWidth.Default,
            LastErrors = errors as StandardStream,
            IsDumb = Environment.GetEnvironmentVariable("TERM") is "dumb",
        };
    }

    private static Stream Open(int descriptor) => !OperatingSystem.IsWindows() ? new StandardStream(descriptor)
        : descriptor == StandardStream.Output ? Console.OpenStandardOutput()
        : Console.OpenStandardError();
}
