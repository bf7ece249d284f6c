using PayrepMeld.ActivityLogs.Cli.Files;

namespace PayrepMeld.ActivityLogs.Cli.Exporting;

/// <summary>The end of a file. What the file system has no room for is one kind of error, whatever the reason.</summary>
internal sealed class GrowingFile(FileStream file) : WriteOnlyStream
{
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            file.Write(buffer);
        }
        catch (ArgumentOutOfRangeException e)
        {
            // A FileStream calls it a wrong argument that a file system (4 GiB on FAT) or a limit of the process allows no larger file.
            throw new IOException($"'{file.Name}' must not grow any larger here.", e);
        }
    }

    public override void Flush() => file.Flush();
}
