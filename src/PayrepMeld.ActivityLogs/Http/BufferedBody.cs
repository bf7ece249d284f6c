using System.Buffers;
using System.Net;
using PayrepMeld.ActivityLogs.Json;

namespace PayrepMeld.ActivityLogs.Http;

/// <summary>
/// A response's body, read whole within its attempt into a pooled buffer, with the verdict on it. Disposing the response returns the
/// buffer: nothing read from it may refer to it.
/// </summary>
internal sealed class BufferedBody : HttpContent
{
    private readonly int _length;
    private byte[]? _buffer;

    public BufferedBody(byte[] pooled, int length)
    {
        _buffer = pooled;
        _length = length;
    }

    public required ActivityLogVendor Vendor { get; init; }

    public required string Account { get; init; }

    public required Verdict Verdict { get; init; }

    public required int StatusCode { get; init; }

    /// <summary>How many requests were sent for the call so far, this one included.</summary>
    public required int Attempts { get; init; }

    /// <summary>The answer to a login or a refresh: what is refused is a credential.</summary>
    public bool IsOfCredentialRequest { get; init; }

    /// <summary>The body was above the cap: nothing of it is kept.</summary>
    public bool IsOversize { get; init; }

    /// <summary>The wait the vendor asked for.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Takes secrets out of the vendor's words.</summary>
    public Func<string, string> Scrub { get; init; } = static text => text;

    /// <summary>What repeats in this channel's rows; null to read them without.</summary>
    public RowInterns? Interns { get; init; }

    /// <summary>Whether the rows keep a copy of their bytes.</summary>
    public bool IncludeRaw { get; init; }

    public ReadOnlySpan<byte> Span => _buffer is { } buffer
        ? buffer.AsSpan(0, _length)
        : throw new ObjectDisposedException(nameof(BufferedBody));

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        stream.WriteAsync(_buffer.AsMemory(0, _length)).AsTask();

    protected override bool TryComputeLength(out long length)
    {
        length = _length;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref _buffer, null) is { } buffer)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        base.Dispose(disposing);
    }
}
