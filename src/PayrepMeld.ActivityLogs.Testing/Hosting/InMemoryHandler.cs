using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>Answers in memory as <see cref="SocketsHttpHandler"/> with decompression and without redirects would.</summary>
internal sealed class InMemoryHandler(FakeVendor vendor) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var asked = await ReadAsync(request, cancellationToken).ConfigureAwait(false);
        vendor.Journal.Begin(asked, vendor.Clock);
        var delivering = false;
        try
        {
            var answer = await vendor.AnswerAsync(asked, cancellationToken).ConfigureAwait(false);
            switch (answer.Delivery.Kind)
            {
                case DeliveryKind.StallHeaders:
                    await Task.Delay(Timeout.InfiniteTimeSpan, vendor.Clock, cancellationToken).ConfigureAwait(false);
                    break;
                case DeliveryKind.ResetBeforeHeaders:
                    throw new HttpRequestException(HttpRequestError.Unknown, "An error occurred while sending the request.", ConnectionReset());
            }

            var response = ToResponse(request, answer, aborted => vendor.Journal.End(asked, aborted), out delivering);
            asked.AnsweredWith = answer.Status;
            return response;
        }
        catch when (!delivering)
        {
            asked.Aborted = true;
            throw;
        }
        finally
        {
            if (!delivering)
            {
                vendor.Journal.End(asked, aborted: false);
            }
        }
    }

    internal static IOException ConnectionReset() =>
        new("Unable to read data from the transport connection: Connection reset by peer.", new SocketException((int)SocketError.ConnectionReset));

    private static async ValueTask<FakeRequest> ReadAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        Collect(headers, request.Headers);
        var body = ReadOnlyMemory<byte>.Empty;
        if (request.Content is { } content)
        {
            Collect(headers, content.Headers);
            body = await content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        }

        var uri = request.RequestUri!;
        return new FakeRequest(request.Method.Method, uri.AbsolutePath, uri.Query, headers, body);
    }

    private static void Collect(Dictionary<string, string> headers, HttpHeaders from)
    {
        foreach (var (name, values) in from.NonValidated)
        {
            headers[name] = values.ToString();
        }
    }

    private HttpResponseMessage ToResponse(HttpRequestMessage request, FakeAnswer answer, Action<bool> end, out bool delivering)
    {
        delivering = answer.Delivery.Kind != DeliveryKind.Whole || answer.Padding > 0;
        HttpContent content;
        if (delivering)
        {
            Stream stream = new AnswerStream(answer, vendor.Clock, end);
            content = new StreamContent(answer.Gzip ? new GZipStream(stream, CompressionMode.Decompress) : stream);
            if (!answer.Gzip)
            {
                content.Headers.ContentLength = answer.Body.Length + answer.Padding;
            }
        }
        else
        {
            content = new ReadOnlyMemoryContent(answer.Body);
        }

        if (answer.ContentType is { } type)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        var response = new HttpResponseMessage((HttpStatusCode)answer.Status) { Content = content, RequestMessage = request, Version = HttpVersion.Version11 };
        foreach (var (name, value) in answer.Headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }
}
