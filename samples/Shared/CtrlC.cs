using System.Runtime.InteropServices;

namespace PayrepMeld.ActivityLogs.Samples;

/// <summary>Ctrl-C (SIGINT) asks the program to end, promptly and in order, instead of ending it on the spot.</summary>
internal sealed class CtrlC : IDisposable
{
    private readonly CancellationTokenSource _pressed = new();
    private readonly PosixSignalRegistration _registration;

    public CtrlC() => _registration = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
    {
        context.Cancel = true;
        _pressed.Cancel();
    });

    public CancellationToken Pressed => _pressed.Token;

    public void Dispose()
    {
        _registration.Dispose();
        _pressed.Dispose();
    }
}
