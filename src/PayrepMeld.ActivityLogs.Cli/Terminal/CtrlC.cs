using System.Runtime.InteropServices;
using PayrepMeld.ActivityLogs.Cli.Progress;

namespace PayrepMeld.ActivityLogs.Cli.Terminal;

/// <summary>Ctrl-C (SIGINT), or SIGTERM (<c>timeout</c>), asks the program to end in order, and ends it where that takes too long: a blocked pipe, say.</summary>
internal sealed class CtrlC : IDisposable
{
    /// <summary>How long the program has to end in order; beyond it nobody believes that the key was heard.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(80);

    /// <summary>How long a single write may take before it is clear that nobody reads. The rest of the patience is for the process to go.</summary>
    private static readonly TimeSpan PatienceWithReader = TimeSpan.FromMilliseconds(40);

    private readonly CancellationTokenSource _pressed = new();
    private readonly ManualResetEventSlim _ended = new();
    private readonly ToolStreams _streams;
    private readonly StandardStream? _output;

    /// <summary>Held, or the garbage collector would end them.</summary>
    private readonly PosixSignalRegistration[] _registrations;

    public CtrlC(ToolStreams streams)
    {
        _streams = streams;
        _output = streams.Output as StandardStream;
        _registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, End), PosixSignalRegistration.Create(PosixSignal.SIGTERM, End)];
    }

    public CancellationToken Pressed => _pressed.Token;

    /// <summary>The signals stay registered until the process is gone: one that comes behind the end does not change how it ended.</summary>
    public void Dispose() => _ended.Set();

    private void End(PosixSignalContext context)
    {
        context.Cancel = true;

        // A thread of its own: the pool may be busy, or be what hangs.
        new Thread(EndAtLast) { IsBackground = true }.Start();
        _pressed.Cancel();
    }

    private void EndAtLast()
    {
        var write = _output?.Progress;
        var hasEnded = _ended.Wait(PatienceWithReader);
        var isStuck = write % 2 == 1 && write == _output!.Progress;
        if (!hasEnded && (isStuck || !_ended.Wait(Patience - PatienceWithReader)))
        {
            Erase();
            Environment.Exit(ExitCode.Interrupted);
        }
    }

    private void Erase()
    {
        if (_streams is { Bar: not null, LastErrors: { } errors })
        {
            // A terminal that takes nothing just now must not hold it up.
            var last = new Thread(() => errors.WriteLast(ProgressLine.Eraser)) { IsBackground = true };
            last.Start();
            last.Join(PatienceWithReader);
        }
    }
}
