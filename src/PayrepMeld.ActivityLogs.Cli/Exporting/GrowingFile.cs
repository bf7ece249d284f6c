namespace PayrepMeld.ActivityLogs.Cli.Exporting;

/// <summary>The end of a file. What the file system has no room for is one kind of error, whatever the reason.</summary>
internal sealed class GrowingFile(FileStream file) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

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

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
