using System.Runtime.InteropServices;

namespace PayrepMeld.ActivityLogs.Cli.Files;

/// <summary>The file that a command is told to write.</summary>
internal static class TargetFile
{
    private const int CurrentFolder = -100;
    private const uint TypeOnly = 1;
    private const int TypeBits = 0xF000;
    private const int RegularType = 0x8000;

    /// <summary>Where the file is in truth: what a link leads to is replaced, and the link stays.</summary>
    /// <param name="path">What was typed.</param>
    /// <param name="mayReplace">Whether what is there may go.</param>
    /// <exception cref="UsageException">It can be no file.</exception>
    /// <exception cref="DirectoryNotFoundException">Its folder is not there.</exception>
    public static string Of(string path, bool mayReplace)
    {
        if (Path.GetFileName(path).Length == 0 || Directory.Exists(path))
        {
            throw UsageException.Of("FILE", path, "the name of a file, not of a folder");
        }

        if (Path.GetDirectoryName(path) is { Length: > 0 } folder && !Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"FILE is '{path}', and there is no folder {folder}.");
        }

        if (!IsRegular(path))
        {
            throw UsageException.Of("FILE", path, "the name of a file, not of a device or a pipe");
        }

        var file = new FileInfo(path);
        if (file.LinkTarget is null)
        {
            return path;
        }

        var target = file.ResolveLinkTarget(returnFinalTarget: true)!;
        return target.Exists || mayReplace ? target.FullName : throw UsageException.Of("FILE", path, "a file; a link to none yet only with --force");
    }

    /// <summary>Whether it is a file, or nothing: a device would be replaced by a file, and to open a pipe takes somebody at its other end.</summary>
    public static bool IsRegular(string path)
    {
        if (!File.Exists(path))
        {
            return true;
        }

        return OperatingSystem.IsLinux() && Status(CurrentFolder, path, 0, TypeOnly, out var status) == 0
            ? (status.Mode & TypeBits) == RegularType
            : !Path.GetFullPath(path).StartsWith("/dev/", StringComparison.Ordinal);
    }

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Status(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, out FileStatus status);

    /// <summary>What statx(2) tells, on every processor alike.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct FileStatus
    {
        [FieldOffset(28)]
        public ushort Mode;
    }
}
