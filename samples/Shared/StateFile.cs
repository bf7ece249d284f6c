using System.Text.Json;

namespace PayrepMeld.ActivityLogs.Samples;

/// <summary>Small files that a program goes on from. They tell about people, so nobody else may read them.</summary>
internal static class StateFile
{
    public static T? Load<T>(string path)
        where T : class
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<T>(File.ReadAllBytes(path)) : null;
        }
        catch (JsonException e)
        {
            throw new ExitException(ExitCode.Storage, $"'{path}' is damaged. Delete it to begin anew.", e);
        }
    }

    /// <summary>Whatever happens meanwhile, the file is then either the old one or the new one; what cannot be saved leaves nothing behind.</summary>
    public static void Save<T>(string path, T state)
    {
        var beside = path + ".new";
        var file = Open(beside, FileMode.Create);
        try
        {
            using (file)
            {
                JsonSerializer.Serialize(file, state);
                file.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }

    /// <summary>A file to write that only its owner may read, and that no second run of a sample can open meanwhile.</summary>
    public static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }
}
