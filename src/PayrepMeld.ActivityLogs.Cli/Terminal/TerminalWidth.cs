using System.Runtime.InteropServices;

namespace PayrepMeld.ActivityLogs.Cli.Terminal;

/// <summary>How many columns a terminal has.</summary>
internal static class TerminalWidth
{
    public const int Default = 80;

    private const int GetWindowSize = 0x5413;

    // The console's own property first sends the terminal a mode of its own, which would stand before the first line of data and stay after the last.
    /// <param name="descriptor">The stream that is the terminal.</param>
    public static int Read(int descriptor)
    {
        try
        {
            var width = OperatingSystem.IsLinux() && Ask(descriptor, GetWindowSize, out var size) == 0 ? size.Columns : Console.WindowWidth;
            return width > 0 ? width : Default;
        }
        catch (IOException)
        {
            return Default;
        }
    }

    [DllImport("libc", EntryPoint = "ioctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Ask(int file, nint request, out WindowSize size);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct WindowSize
    {
        public readonly ushort Rows;
        public readonly ushort Columns;
        public readonly ushort PixelsAcross;
        public readonly ushort PixelsDown;
    }
}
