using System.Text;
using PayrepMeld.ActivityLogs.Cli.Files;

namespace PayrepMeld.ActivityLogs.Cli.Reporting;

/// <summary>Writes a file whole or not at all, for its owner's eyes only.</summary>
internal static class ReportFile
{
    /// <exception cref="UsageException">It can be no file, or there is one, and it was not said that it may go.</exception>
    public static void MustBeFree(string path, bool mayReplace) => Target(path, mayReplace);

    /// <exception cref="UsageException">There is such a file by now, and it was not said that it may go.</exception>
    public static void Write(string path, string content, bool mayReplace)
    {
        path = Target(path, mayReplace);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.{Path.GetRandomFileName()}.tmp");
        try
        {
            using (var file = OwnerFile.Create(temporary))
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

    private static string Target(string path, bool mayReplace)
    {
        var target = TargetFile.Of(path, mayReplace);
        return mayReplace || !File.Exists(target) ? target : throw UsageException.Of("FILE", path, "a file that does not exist yet, or any with --force");
    }
}
