using System.Text;
using PayrepMeld.ActivityLogs.Cli.Files;

namespace PayrepMeld.ActivityLogs.Cli.Reporting;

/// <summary>Writes a file whole or not at all, for its owner's eyes only.</summary>
internal static class ReportFile
{
    /// <summary>Says before anything is read what would be wrong after it.</summary>
    /// <exception cref="UsageException">It can be no file, or there is one, and it was not said that it may go.</exception>
    /// <exception cref="IOException">Its folder is not there, or takes no file.</exception>
    public static void MustBePossible(string path, bool mayReplace)
    {
        var trial = Temporary(Target(path, mayReplace));
        try
        {
            OwnerFile.Create(trial).Dispose();
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"FILE is '{path}', and its folder takes no file: access is denied.", e);
        }
        finally
        {
            File.Delete(trial);
        }
    }

    /// <exception cref="UsageException">There is such a file by now, and it was not said that it may go.</exception>
    public static void Write(string path, string content, bool mayReplace)
    {
        path = Target(path, mayReplace);
        var temporary = Temporary(path);
        try
        {
            using (var file = OwnerFile.Create(temporary))
            {
                file.Write(Encoding.UTF8.GetBytes(content));
                file.Flush(flushToDisk: true);
            }

            Target(path, mayReplace);
            File.Move(temporary, path, overwrite: mayReplace);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static string Temporary(string path) => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, $".{Path.GetFileName(path)}.{Path.GetRandomFileName()}.tmp");

    private static string Target(string path, bool mayReplace)
    {
        var target = TargetFile.Of(path, mayReplace);
        return mayReplace || !File.Exists(target) ? target : throw UsageException.Of("FILE", path, "a file that does not exist yet, or any with --force");
    }
}
