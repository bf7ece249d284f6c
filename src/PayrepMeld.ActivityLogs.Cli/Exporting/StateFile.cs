using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PayrepMeld.ActivityLogs.Cli.Files;

namespace PayrepMeld.ActivityLogs.Cli.Exporting;

/// <summary>The saved state of an export. Like the export it tells about people, so nobody but its owner may read it.</summary>
internal static class StateFile
{
    private static readonly int _checkLength = Check([]).Length;

    /// <returns>Null if there is none.</returns>
    /// <exception cref="IOException">It cannot be read, or is damaged.</exception>
    public static ExportState? Load(string path)
    {
        if (!OwnerFile.IsPlain(path))
        {
            throw Damaged(path, null);
        }

        try
        {
            var whole = File.ReadAllBytes(path);
            var json = whole.AsSpan(0, Math.Max(0, whole.Length - _checkLength));
            return whole.AsSpan(json.Length).SequenceEqual(Check(json)) && JsonSerializer.Deserialize(json, ExportStateJson.Default.ExportState) is { } state && IsSound(state)
                ? state
                : throw Damaged(path, null);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (JsonException e)
        {
            throw Damaged(path, e);
        }
    }

    /// <summary>Whatever happens meanwhile, the file is then either the old one or the new one; what cannot be saved leaves nothing behind.</summary>
    public static void Save(string path, ExportState state)
    {
        var beside = path + ".new";
        try
        {
            using (var file = OwnerFile.Replace(beside))
            using (var content = new GrowingFile(file))
            {
                var json = JsonSerializer.SerializeToUtf8Bytes(state, ExportStateJson.Default.ExportState);
                content.Write([.. json, .. Check(json)]);
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

    /// <summary>A second line, by which a file that was cut or changed is known.</summary>
    private static byte[] Check(ReadOnlySpan<byte> json) => Encoding.ASCII.GetBytes($"\n{Convert.ToHexStringLower(SHA256.HashData(json))}\n");

    // What is left out is null whatever its type says, and so may be what a list or a dictionary holds.
    private static bool IsSound(ExportState state) =>
        state is { Version: ExportState.CurrentVersion, Length: >= 0, Entries: >= 0, Tail: not null, Unreadable: not null } && !(state.From >= state.To)
        && state.Terms.Options.Values.Concat(state.Terms.Source.Values).Concat(state.Unreadable.Last).All(text => text is not null)
        && (state.Cursor is null ? state.Length == 0 || state.IsFinished : ActivityLogCursor.TryParse(state.Cursor, out _));

    private static IOException Damaged(string path, Exception? innerException) =>
        new($"'{path}' is damaged, or of another version of this tool: the export cannot go on. --force without --resume begins anew.", innerException);
}
