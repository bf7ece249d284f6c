using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>
/// Sends the beginning of an answer past Kestrel, right to the socket: what Kestrel was given, but has not sent yet, a reset would take back.
/// </summary>
internal static class PartialAnswer
{
    public static async Task SendAsync(HttpContext context, FakeAnswer answer, CancellationToken cancellationToken)
    {
        if (context.Request.IsHttps || context.Features.Get<IConnectionSocketFeature>() is not { } connection)
        {
            throw new NotSupportedException("A reset within the body needs a plain socket: it cannot be made over TLS.");
        }

        var bytes = new AnswerBytes(answer);
        var body = new byte[answer.Delivery.BytesBefore((int)Math.Min(int.MaxValue, bytes.Length))];
        bytes.Read(0, body);
        await connection.Socket.SendAsync(Encoding.ASCII.GetBytes(Head(answer, bytes.Length)), cancellationToken).ConfigureAwait(false);
        await connection.Socket.SendAsync(body, cancellationToken).ConfigureAwait(false);
    }

    private static string Head(FakeAnswer answer, long length)
    {
        var head = new StringBuilder();
        head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {answer.Status} {ReasonPhrases.GetReasonPhrase(answer.Status)}\r\nContent-Length: {length}\r\n");
        if (answer.ContentType is { } type)
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Type: {type}\r\n");
        }

        foreach (var (name, value) in answer.Headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        return head.Append("\r\n").ToString();
    }
}
