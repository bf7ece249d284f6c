namespace PayrepMeld.ActivityLogs.Cli.Files;

/// <summary>
/// Files on their way to a name of their own. They tell about people, so only their owner may read them; and in a folder where others may write, too, somebody may
/// have put a link where they are to be.
/// </summary>
internal static class OwnerFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>A new file, that no second run can open meanwhile. It can be renamed while it is open.</summary>
    /// <exception cref="IOException">Something has this name, be it a link to nothing, or another run took it at once.</exception>
    public static FileStream Create(string path)
    {
        var options = Options(FileMode.CreateNew);
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return Lock(path, options);
    }

    /// <summary>A new file in place of whatever has its name, which is neither followed nor written.</summary>
    public static FileStream Replace(string path)
    {
        File.Delete(path);
        return Create(path);
    }

    /// <summary>A file that is there, to go on with it.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="IOException">It is a link, or another run has it.</exception>
    public static FileStream Open(string path)
    {
        if (!IsPlain(path))
        {
            throw new IOException($"'{path}' is a link, a device or a pipe, and no file that this tool left: remove it.");
        }

        var file = Lock(path, Options(FileMode.Open));
        try
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(file.SafeFileHandle, OwnerOnly);
            }

            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Whether it is a file itself, or nothing.</summary>
    public static bool IsPlain(string path) => new FileInfo(path).LinkTarget is null && TargetFile.IsRegular(path);

    // A file is opened first and locked then: in between another run may lock it, rename or delete it, and put its own in its place.
    private static FileStream Lock(string path, FileStreamOptions options)
    {
        FileStream file;
        try
        {
            file = new FileStream(path, options);
        }
        catch (IOException e) when (IsInUse(e))
        {
            throw InUse(path, e);
        }

        if (FileStatus.IsAt(file.SafeFileHandle, path))
        {
            return file;
        }

        file.Dispose();
        throw InUse(path, null);
    }

    private static IOException InUse(string path, IOException? e) => new($"Another run is writing '{path}'.", e);

    // ERROR_SHARING_VIOLATION and ERROR_FILE_EXISTS, EEXIST, and EWOULDBLOCK of Linux and of macOS.
    private static bool IsInUse(IOException e) => e.HResult is unchecked((int)0x80070020) or unchecked((int)0x80070050) or 17 or 11 or 35;

    // What could not be written is not tried again by a buffer.
    private static FileStreamOptions Options(FileMode mode) =>
        new() { BufferSize = 0, Mode = mode, Access = FileAccess.ReadWrite, Share = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None };
}
