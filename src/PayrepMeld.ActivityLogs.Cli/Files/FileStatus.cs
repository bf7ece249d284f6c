using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace PayrepMeld.ActivityLogs.Cli.Files;

/// <summary>What .NET does not tell about a file: statx(2) of Linux, which has the same layout on every processor.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct FileStatus
{
    private const int CurrentFolder = -100;
    private const int DoNotFollow = 0x100;
    private const int OfHandle = 0x1000;
    private const uint TypeAndInode = 0x101;
    private const int TypeBits = 0xF000;
    private const int RegularType = 0x8000;

    [FieldOffset(28)]
    private ushort _mode;

    [FieldOffset(32)]
    private ulong _inode;

    /// <summary>Both numbers of the device at once.</summary>
    [FieldOffset(136)]
    private ulong _device;

    /// <summary>Whether it is a file, and no folder, device, pipe or socket.</summary>
    public readonly bool IsRegular => (_mode & TypeBits) == RegularType;

    /// <summary>Of what the name leads to in the end.</summary>
    /// <returns>Null if there is nothing, or the system does not tell.</returns>
    public static FileStatus? Of(string path) => OperatingSystem.IsLinux() && ByPath(CurrentFolder, path, 0, TypeAndInode, out var status) == 0 ? status : null;

    /// <summary>Whether an open file is what has this name now: it may have been renamed or deleted since it was opened, and another one made in its place.</summary>
    public static bool IsAt(SafeFileHandle file, string path)
    {
        if (OperatingSystem.IsWindows())
        {
            // There a file is opened and locked in one step.
            return true;
        }

        if (OperatingSystem.IsLinux() && ByHandle(file, "", OfHandle, TypeAndInode, out var mine) == 0)
        {
            return ByPath(CurrentFolder, path, DoNotFollow, TypeAndInode, out var named) == 0 && (mine._device, mine._inode) == (named._device, named._inode);
        }

        // No two files of one name were made in the same instant.
        return File.Exists(path) && File.GetCreationTimeUtc(file) == File.GetCreationTimeUtc(path);
    }

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ByPath(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, out FileStatus status);

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ByHandle(SafeFileHandle file, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, out FileStatus status);
}
