using System.Text;
using Microsoft.Win32.SafeHandles;

namespace PayrepMeld.ActivityLogs.Cli.Terminal;

/// <summary>Where a run writes: data to the output, everything else to the errors.</summary>
/// <param name="Output">Standard output, unbuffered.</param>
/// <param name="Errors">Standard error.</param>
/// <param name="IsOutputTerminal">Whether somebody looks at the output, and not a pipe or a file.</param>
/// <param name="IsErrorsTerminal">Likewise for the errors.</param>
/// <param name="Width">How many columns the terminal has.</param>
internal sealed record ToolStreams(Stream Output, TextWriter Errors, bool IsOutputTerminal, bool IsErrorsTerminal, int Width)
{
    private const int DefaultWidth = 80;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static ToolStreams Standard()
    {
        var isOutputTerminal = !Console.IsOutputRedirected;
        return new(
            new StandardOutput(Open()),
            new StreamWriter(Console.OpenStandardError(), Utf8) { AutoFlush = true },
            isOutputTerminal,
            !Console.IsErrorRedirected,
            isOutputTerminal ? WidthOfTerminal() : DefaultWidth);
    }

    // The console's own stream takes a closed pipe for success, and a command would go on reading for nobody.
    private static Stream Open() => OperatingSystem.IsWindows()
        ? Console.OpenStandardOutput()
        : new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);

    private static int WidthOfTerminal()
    {
        try
        {
            return Console.WindowWidth is > 0 and var width ? width : DefaultWidth;
        }
        catch (IOException)
        {
            return DefaultWidth;
        }
    }
}
