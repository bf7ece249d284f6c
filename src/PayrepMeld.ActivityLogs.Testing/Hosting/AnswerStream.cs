namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>A body as it comes over a connection in trouble: it drips, stalls, breaks off, or never seems to end.</summary>
internal sealed class AnswerStream : Stream
{
    private readonly AnswerBytes _bytes;
    private readonly Delivery _delivery;
    private readonly TimeProvider _clock;
    private readonly Action<bool> _end;
    private readonly long _before;
    private long _position;
    private bool _ended;

    public AnswerStream(FakeAnswer answer, TimeProvider clock, Action<bool> end)
    {
        _bytes = new AnswerBytes(answer);
        _delivery = answer.Delivery;
        _clock = clock;
        _end = end;
        _before = _delivery.Kind is DeliveryKind.Whole or DeliveryKind.Drip ? _bytes.Length : _delivery.BytesBefore((int)_bytes.Length);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (buffer.Length == 0)
        {
            return 0;
        }

        var left = _before - _position;
        if (left > 0)
        {
            if (_delivery.Kind == DeliveryKind.Drip)
            {
                await Task.Delay(_delivery.Interval, _clock, cancellationToken).ConfigureAwait(false);
                left = Math.Min(left, _delivery.Bytes ?? 1);
            }

            var read = _bytes.Read(_position, buffer.Span[..(int)Math.Min(left, buffer.Length)]);
            _position += read;
            return read;
        }

        switch (_delivery.Kind)
        {
            case DeliveryKind.StallBody:
                await Task.Delay(Timeout.InfiniteTimeSpan, _clock, cancellationToken).ConfigureAwait(false);
                break;
            case DeliveryKind.ResetInBody:
                End(aborted: true);
                throw InMemoryHandler.ConnectionReset();
            case DeliveryKind.Truncate:
                End(aborted: true);
                throw new HttpIOException(HttpRequestError.ResponseEnded, "The response ended prematurely.");
        }

        End(aborted: false);
        return 0;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            End(aborted: _position < _bytes.Length || _delivery.Kind is not (DeliveryKind.Whole or DeliveryKind.Drip));
        }

        base.Dispose(disposing);
    }

    private void End(bool aborted)
    {
        if (!_ended)
        {
            _ended = true;
            _end(aborted);
        }
    }
}
