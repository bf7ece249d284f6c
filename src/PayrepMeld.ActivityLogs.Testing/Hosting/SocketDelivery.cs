using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>Delivers an answer over a connection, in the manner the fault asks for.</summary>
internal static class SocketDelivery
{
    private const int ChunkSize = 64 * 1024;

    /// <returns>Whether the caller got the whole answer.</returns>
    public static async Task<bool> SendAsync(HttpContext context, FakeRequest asked, FakeAnswer answer, TimeProvider clock, CancellationToken cancellationToken)
    {
        var delivery = answer.Delivery;
        switch (delivery.Kind)
        {
            case DeliveryKind.StallHeaders:
                await Task.Delay(Timeout.InfiniteTimeSpan, clock, cancellationToken).ConfigureAwait(false);
                break;
            case DeliveryKind.ResetBeforeHeaders:
                context.Abort();
                return false;
            case DeliveryKind.ResetInBody:
                asked.AnsweredWith = answer.Status;
                await PartialAnswer.SendAsync(context, answer, cancellationToken).ConfigureAwait(false);
                context.Abort();
                return false;
        }

        var bytes = new AnswerBytes(answer);
        Head(context.Response, answer, bytes.Length);
        asked.AnsweredWith = answer.Status;
        if (answer.Status is 204 or 304)
        {
            return true;
        }

        if (delivery.Kind == DeliveryKind.Drip)
        {
            await DripAsync(context.Response, bytes, delivery, clock, cancellationToken).ConfigureAwait(false);
            return true;
        }

        var end = delivery.Kind == DeliveryKind.Whole ? bytes.Length : delivery.BytesBefore((int)bytes.Length);
        await WriteAsync(context.Response, bytes, end, cancellationToken).ConfigureAwait(false);
        if (delivery.Kind == DeliveryKind.Whole)
        {
            return true;
        }

        await context.Response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
        if (delivery.Kind == DeliveryKind.StallBody)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, cancellationToken).ConfigureAwait(false);
        }

        // Truncate: less than was declared; Kestrel closes the connection in order.
        return false;
    }

    private static void Head(HttpResponse response, FakeAnswer answer, long length)
    {
        response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
        {
            response.Headers.Append(name, value);
        }

        if (answer.ContentType is { } type)
        {
            response.ContentType = type;
        }

        if (answer.Gzip)
        {
            response.Headers.ContentEncoding = "gzip";
        }

        if (answer.Status is not (204 or 304))
        {
            response.ContentLength = length;
        }
    }

    private static async Task WriteAsync(HttpResponse response, AnswerBytes bytes, long end, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(end, 1, ChunkSize));
        try
        {
            for (var position = 0L; position < end;)
            {
                var read = bytes.Read(position, buffer.AsSpan(0, (int)Math.Min(buffer.Length, end - position)));
                await response.Body.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                position += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task DripAsync(HttpResponse response, AnswerBytes bytes, Delivery delivery, TimeProvider clock, CancellationToken cancellationToken)
    {
        await response.StartAsync(cancellationToken).ConfigureAwait(false);
        var buffer = new byte[delivery.Bytes ?? 1];
        for (var position = 0L; position < bytes.Length;)
        {
            await Task.Delay(delivery.Interval, clock, cancellationToken).ConfigureAwait(false);
            var read = bytes.Read(position, buffer.AsSpan(0, (int)Math.Min(buffer.Length, bytes.Length - position)));
            await response.Body.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            await response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
            position += read;
        }
    }
}
