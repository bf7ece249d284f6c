using System.Text.Json;
using PayrepMeld.ActivityLogs.Cli.Files;

namespace PayrepMeld.ActivityLogs.Cli.Exporting;

/// <summary>The saved state of an export. Like the export it tells about people, so nobody but its owner may read it.</summary>
internal static class StateFile
{
    /// <returns>Null if there is none.</returns>
    /// <exception cref="IOException">It cannot be read, or is damaged.</exception>
    public static ExportState? Load(string path)
    {
        if (!OwnerFile.IsPlain(path))
        {
            throw Damaged(path, null);
        }

        ExportState? state;
        try
        {
            state = JsonSerializer.Deserialize(File.ReadAllBytes(path), ExportStateJson.Default.ExportState);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (JsonException e)
        {
            throw Damaged(path, e);
        }

        var isSound = state is { Version: ExportState.CurrentVersion, Length: >= 0, Entries: >= 0 } && (state.Cursor is null ? state.Length == 0 || state.IsFinished : ActivityLogCursor.TryParse(state.Cursor, out _));
        return isSound ? state : throw Damaged(path, null);
    }

    /// <summary>Whatever happens meanwhile, the file is then either the old one or the new one; what cannot be saved leaves nothing behind.</summary>
    public static void Save(string path, ExportState state)
    {
        var beside = path + ".new";
        try
        {
            using (var file = OwnerFile.Replace(beside))
            {
                JsonSerializer.Serialize(file, state, ExportStateJson.Default.ExportState);
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

    private static IOException Damaged(string path, Exception? innerException) =>
        new($"'{path}' is damaged, or of another version of this tool: the export cannot go on. --force without --resume begins anew.", innerException);
}
