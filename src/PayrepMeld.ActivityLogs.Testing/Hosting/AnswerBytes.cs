using System.IO.Compression;

namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>What goes over the wire: the body, its padding (never held in memory), or both compressed.</summary>
internal sealed class AnswerBytes
{
    private readonly ReadOnlyMemory<byte> _body;

    public AnswerBytes(FakeAnswer answer)
    {
        _body = answer.Gzip ? Compress(answer) : answer.Body;
        Length = _body.Length + (answer.Gzip ? 0 : answer.Padding);
    }

    public long Length { get; }

    public int Read(long position, Span<byte> into)
    {
        if (position >= _body.Length)
        {
            var spaces = (int)Math.Min(into.Length, Length - position);
            into[..spaces].Fill((byte)' ');
            return spaces;
        }

        var bytes = Math.Min(into.Length, _body.Length - (int)position);
        _body.Span.Slice((int)position, bytes).CopyTo(into);
        return bytes;
    }

    private static byte[] Compress(FakeAnswer answer)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(answer.Body.Span);
            Span<byte> spaces = stackalloc byte[4096];
            spaces.Fill((byte)' ');
            for (var left = answer.Padding; left > 0; left -= spaces.Length)
            {
                gzip.Write(spaces[..(int)Math.Min(left, spaces.Length)]);
            }
        }

        return compressed.ToArray();
    }
}
