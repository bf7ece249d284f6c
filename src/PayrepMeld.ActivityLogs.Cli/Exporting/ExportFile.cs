using Microsoft.Win32.SafeHandles;
using PayrepMeld.ActivityLogs.Cli.Files;
using PayrepMeld.ActivityLogs.Cli.Output;

namespace PayrepMeld.ActivityLogs.Cli.Exporting;

/// <summary>
/// A file on its way: written under another name, with its state beside it, and renamed when it is whole. Rows reach the disk before the state says so, and
/// whatever stands behind the state's length is cut off before more is written; so it goes on from any instant at which it was broken off.
/// </summary>
internal sealed class ExportFile : IDisposable
{
    private readonly string _path;
    private readonly bool _replaces;
    private readonly FileStream _partial;

    private ExportFile(string path, bool replaces, FileStream partial, ExportState state) =>
        (_path, _replaces, _partial, Content, State) = (path, replaces, partial, new GrowingFile(partial), state);

    /// <summary>As it was saved last.</summary>
    public ExportState State { get; private set; }

    public Stream Content { get; }

    /// <summary>Whether the file is there already, and whatever stands in its way.</summary>
    /// <param name="path">The file.</param>
    /// <param name="begin">The state of an export that begins now.</param>
    /// <param name="resume">Go on with what is there, if anything.</param>
    /// <param name="force">Replace what is there.</param>
    /// <param name="note">Takes a line for people.</param>
    /// <exception cref="UsageException">Something is there, and the options do not say what is to become of it.</exception>
    /// <exception cref="IOException">It cannot be written, or another run is writing it.</exception>
    public static ExportFile Open(string path, ExportState begin, bool resume, bool force, Action<string> note)
    {
        if (File.Exists(path) && !force)
        {
            throw new UsageException($"{Shown(path)} is there already: --force replaces it.");
        }

        var (partial, isNew) = Lock(PartialPath(path), resume, force);
        try
        {
            var state = resume && !isNew ? StateFile.Load(StatePath(path)) : null;
            if (state is not null)
            {
                MustContinue(path, state, begin.Terms, partial.SafeFileHandle);
                note($"Going on after {Amount.Of(state.Entries)}.");
            }
            else
            {
                if (resume)
                {
                    note("There is nothing to resume: the export begins.");
                }

                // In this order: a state never speaks of more than there is.
                File.Delete(StatePath(path));
                if (!isNew)
                {
                    // Held until then, so that nobody else begins meanwhile.
                    using var old = partial;
                    partial = OwnerFile.Replace(PartialPath(path));
                    isNew = true;
                }

                StateFile.Save(StatePath(path), begin);
                state = begin;
            }

            partial.SetLength(state.Length);
            partial.Seek(0, SeekOrigin.End);
            return new ExportFile(path, force, partial, state);
        }
        catch
        {
            using (partial)
            {
                if (isNew)
                {
                    File.Delete(PartialPath(path));
                }
            }

            throw;
        }
    }

    /// <summary>Finishes what a run that was ended between its last two steps left: the file has its name, and its state is still there.</summary>
    /// <returns>The state; null if there is no such thing.</returns>
    public static ExportState? Finished(string path, ExportTerms terms)
    {
        if (!File.Exists(path) || File.Exists(PartialPath(path)) || StateFile.Load(StatePath(path)) is not { IsFinished: true } state
            || state.Length != new FileInfo(path).Length || state.Terms.DifferencesTo(terms).Count > 0)
        {
            return null;
        }

        using (var file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete))
        {
            if (!IsAsLeft(file, state))
            {
                return null;
            }
        }

        File.Delete(StatePath(path));
        return state;
    }

    public static string PartialPath(string path) => path + ".partial";

    public static string StatePath(string path) => path + ".partial.state";

    /// <summary>What was written so far is what <paramref name="state"/> speaks of.</summary>
    public void Save(ExportState state)
    {
        _partial.Flush(flushToDisk: true);
        state = state with { Length = _partial.Position, Tail = FileTail.Of(_partial.SafeFileHandle, _partial.Position) };
        StateFile.Save(StatePath(_path), state);
        State = state;
    }

    /// <summary>Gives the file its name, and lets go of it.</summary>
    public void Finish()
    {
        try
        {
            File.Move(PartialPath(_path), _path, overwrite: _replaces);
        }
        catch (IOException e) when (!_replaces && File.Exists(_path))
        {
            throw new UsageException($"{Shown(_path)} has come to be there meanwhile: --resume --force replaces it with the export, which is whole.", e);
        }

        File.Delete(StatePath(_path));
        Dispose();
    }

    /// <summary>Leaves nothing behind if nothing was read: whoever mends what went wrong need not clear up first.</summary>
    /// <returns>Whether there is something to resume.</returns>
    public bool Suspend()
    {
        if (State.Cursor is null)
        {
            File.Delete(StatePath(_path));
            File.Delete(PartialPath(_path));
        }

        return State.Cursor is not null;
    }

    public void Dispose()
    {
        Content.Dispose();
        _partial.Dispose();
    }

    private static string Shown(string path) => $"'{SafeText.Escape(path)}'";

    private static void MustContinue(string path, ExportState state, ExportTerms now, SafeFileHandle partial)
    {
        if (state.Terms.DifferencesTo(now) is { Count: > 0 } differences)
        {
            throw new UsageException($"{Shown(PartialPath(path))} was begun with other options: {string.Join("; ", differences)}. Give the same ones, or --force without --resume to begin anew.");
        }

        if (!IsAsLeft(partial, state))
        {
            throw new IOException($"{Shown(PartialPath(path))} is not as it was left: the export cannot go on. --force without --resume begins anew.");
        }
    }

    private static bool IsAsLeft(SafeFileHandle file, ExportState state) =>
        RandomAccess.GetLength(file) >= state.Length && string.Equals(FileTail.Of(file, state.Length), state.Tail, StringComparison.Ordinal);

    private static (FileStream Partial, bool IsNew) Lock(string path, bool resume, bool force)
    {
        if (force && !resume && !OwnerFile.IsPlain(path))
        {
            File.Delete(path);
        }

        FileStream found;
        try
        {
            found = OwnerFile.Open(path);
        }
        catch (FileNotFoundException)
        {
            return (OwnerFile.Create(path), true);
        }

        if (resume || force)
        {
            return (found, false);
        }

        found.Dispose();
        throw new UsageException($"{Shown(path)} is there, of an export that did not come to its end: --resume goes on with it, --force begins anew.");
    }
}
