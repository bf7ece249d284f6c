namespace PayrepMeld.ActivityLogs.Cli.Files;

/// <summary>The file that a command is told to write.</summary>
internal static class TargetFile
{
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
    public static bool IsRegular(string path) =>
        !File.Exists(path) || (FileStatus.Of(path)?.IsRegular ?? !Path.GetFullPath(path).StartsWith("/dev/", StringComparison.Ordinal));
}
