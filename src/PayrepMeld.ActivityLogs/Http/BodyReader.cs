using System.Buffers;
using System.Net;
using System.Runtime.CompilerServices;

namespace PayrepMeld.ActivityLogs.Http;

/// <summary>How the reading of a body ended.</summary>
internal enum BodyEnd
{
    Whole,

    /// <summary>Above the cap: reading stopped there and nothing is kept.</summary>
    Oversize,

    /// <summary>It ended before its end, or does not decompress: nothing is kept.</summary>
    Cut,
}

/// <summary>Reads a body into one pooled buffer, never more than the cap of it.</summary>
internal static class BodyReader
{
    private const int FirstBuffer = 64 * 1024;

    /// <returns>The buffer, which the caller gives back to the shared pool, and how much of it is filled.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<(byte[] Buffer, int Length, BodyEnd End)> ReadAsync(HttpContent content, int cap, CancellationToken cancellationToken)
    {
        // A length beside an encoding is the compressed one, and says nothing.
        var length = content.Headers.ContentEncoding.Count == 0 ? content.Headers.ContentLength : null;
        if (length > cap)
        {
            return ([], 0, BodyEnd.Oversize);
        }

        // One more than announced, so that the end is seen without growing.
        var filled = 0;
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(cap, length + 1 ?? FirstBuffer));
        try
        {
            var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            while (true)
            {
                var room = Math.Min(buffer.Length, cap) - filled;
                if (room == 0 && filled == cap)
                {
                    var end = await IsAtEndAsync(stream, cancellationToken).ConfigureAwait(false) ? BodyEnd.Whole : BodyEnd.Oversize;
                    return End(ref buffer, filled, end);
                }

                if (room == 0)
                {
                    Grow(ref buffer, filled, cap);
                    continue;
                }

                var read = await stream.ReadAsync(buffer.AsMemory(filled, room), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                {
                    return End(ref buffer, filled, BodyEnd.Whole);
                }

                filled += read;
            }
        }
        catch (Exception failure) when (IsCut(failure))
        {
            cancellationToken.ThrowIfCancellationRequested();
            return End(ref buffer, filled, BodyEnd.Cut);
        }
        finally
        {
            // Handed over, it is empty here; otherwise an exception is on its way.
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static (byte[] Buffer, int Length, BodyEnd End) End(ref byte[] buffer, int filled, BodyEnd end)
    {
        if (end != BodyEnd.Whole)
        {
            return ([], 0, end);
        }

        var whole = buffer;
        buffer = [];
        return (whole, filled, end);
    }

    private static async ValueTask<bool> IsAtEndAsync(Stream stream, CancellationToken cancellationToken) =>
        await stream.ReadAsync(new byte[1], cancellationToken).ConfigureAwait(false) == 0;

    private static void Grow(ref byte[] buffer, int filled, int cap)
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(cap, buffer.Length * 2L));
        buffer.AsSpan(0, filled).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }

    /// <summary>Whether the bytes are at fault, and not the connection or the caller: each decompressor has exceptions of its own for that.</summary>
    private static bool IsCut(Exception failure) => failure switch
    {
        OperationCanceledException or OutOfMemoryException => false,
        HttpIOException http => http.HttpRequestError == HttpRequestError.ResponseEnded,
        HttpRequestException http => http.HttpRequestError == HttpRequestError.ResponseEnded,
        EndOfStreamException => true,
        IOException => false,
        _ => true,
    };
}
