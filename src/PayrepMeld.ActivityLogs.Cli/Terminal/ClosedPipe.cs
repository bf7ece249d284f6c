using System.Runtime.InteropServices;

namespace PayrepMeld.ActivityLogs.Cli.Terminal;

/// <summary>Waits until whoever reads a pipe goes away: a command that has nothing to write for hours would not learn it from a write.</summary>
internal static class ClosedPipe
{
    private const short ErrorOrHangUp = 0x08 | 0x10;

    /// <param name="descriptor">The end that is written to.</param>
    /// <param name="closed">Called when nobody is left to read; never on Windows.</param>
    public static void Watch(int descriptor, Action closed)
    {
        if (!OperatingSystem.IsWindows())
        {
            new Thread(() => Wait(descriptor, closed)) { IsBackground = true, Name = nameof(ClosedPipe) }.Start();
        }
    }

    private static void Wait(int descriptor, Action closed)
    {
        const int Forever = -1;
        const int Interrupted = 4;
        var watched = new Watched { Descriptor = descriptor };
        int happened;
        do
        {
            happened = Poll(ref watched, 1, Forever);
        }
        while (happened < 0 && Marshal.GetLastPInvokeError() == Interrupted);

        if (happened > 0 && (watched.Happened & ErrorOrHangUp) != 0)
        {
            closed();
        }
    }

    [DllImport("libc", EntryPoint = "poll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Poll(ref Watched watched, nuint count, int milliseconds);

    /// <summary>What poll(2) is told, and tells: nothing is asked for, so that only errors and the like end the wait.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Watched
    {
        public int Descriptor;
        public short AskedFor;
        public short Happened;
    }
}
