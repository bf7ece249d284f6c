using System.Text;
using PayrepMeld.ActivityLogs.Cli.Output;
using Spectre.Console;

namespace PayrepMeld.ActivityLogs.Cli.Terminal;

/// <summary>What one run may write, and where.</summary>
internal sealed class ToolTerminal(ToolStreams streams, bool isQuiet, bool isVerbose, bool noColor)
{
    /// <summary>A pipe has no width: nothing is wrapped or cut for it.</summary>
    private const int Unlimited = 100_000;

    public Stream Output => streams.Output;

    public TextWriter Errors => streams.Errors;

    public bool IsOutputTerminal => streams.IsOutputTerminal;

    public int Width => streams.Width;

    public bool IsQuiet => isQuiet;

    public bool IsVerbose => isVerbose;

    public bool HasColor => streams is { IsOutputTerminal: true, IsDumb: false } && !noColor;

    /// <summary>Whether something that moves, such as a progress bar, may be drawn on standard error.</summary>
    public bool CanMove => streams is { IsErrorsTerminal: true, IsDumb: false } && !isQuiet;

    /// <summary>For coloured words on standard output: <see cref="Spectre.Console.Text"/> of safe text, never markup of what others wrote.</summary>
    public IAnsiConsole Words => Console(new StreamWriter(Output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true }, HasColor, streams.IsOutputTerminal ? Width : Unlimited);

    /// <summary>For progress on standard error.</summary>
    public IAnsiConsole Progress => Console(Errors, CanMove, streams.ErrorsWidth);

    /// <summary>One line for people on standard error; not with <c>--quiet</c>. What others wrote is escaped.</summary>
    public void Note(string text)
    {
        if (!isQuiet)
        {
            Warn(text);
        }
    }

    /// <summary>One line that even <c>--quiet</c> must not hide.</summary>
    public void Warn(string text)
    {
        var line = SafeText.Escape(text);
        if (streams.Bar is { } bar)
        {
            bar.WriteLine(line);
        }
        else
        {
            streams.Errors.WriteLine(line);
        }
    }

    private IAnsiConsole Console(TextWriter writer, bool obeysAnsi, int width)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = obeysAnsi ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = obeysAnsi && !noColor ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = obeysAnsi ? InteractionSupport.Yes : InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = width;
        return console;
    }
}
