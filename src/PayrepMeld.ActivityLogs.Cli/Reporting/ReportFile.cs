using System.Text;

namespace PayrepMeld.ActivityLogs.Cli.Reporting;

/// <summary>Writes a file whole or not at all, for its owner's eyes only.</summary>
internal static class ReportFile
{
    /// <exception cref="UsageException">There is such a file, and it was not said that it may go.</exception>
    public static void MustBeFree(string path, bool mayReplace)
    {
        if (Directory.Exists(path))
        {
            throw UsageException.Of("FILE", path, "a file, and this is a folder");
        }

        if (!mayReplace && File.Exists(path))
        {
            throw UsageException.Of("FILE", path, "a file that does not exist yet, or any with --force");
        }
    }

    /// <exception cref="UsageException">There is such a file by now, and it was not said that it may go.</exception>
    public static void Write(string path, string content, bool mayReplace)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.{Path.GetRandomFileName()}.tmp");
        try
        {
            using (var file = new FileStream(temporary, Options()))
            {
                file.Write(Encoding.UTF8.GetBytes(content));
                file.Flush(flushToDisk: true);
            }

            MustBeFree(path, mayReplace);
            File.Move(temporary, path, overwrite: mayReplace);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
