using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Tests.Transport.Flavours;

/// <summary>Records every byte it is sent, and answers what it is told to; one request for each connection.</summary>
internal sealed class RecordingServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly LoopbackServer _server;
    private Func<string, WireAnswer> _answer = _ => WireAnswer.Reset;

    public RecordingServer() => _server = new LoopbackServer(AnswerAsync);

    public Uri Address => _server.Address;

    /// <summary>The requests since <see cref="Begin"/>, each as it was on the wire, in Latin-1.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    /// <summary>Begins a new record.</summary>
    /// <param name="answer">What to answer to a request's first line.</param>
    public void Begin(Func<string, WireAnswer> answer)
    {
        _requests.Clear();
        _answer = answer;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(TcpClient client, CancellationToken cancellationToken)
    {
        var stream = client.GetStream();
        var request = await ReadAsync(stream, cancellationToken);
        var answer = _answer(request[..request.IndexOf('\r', StringComparison.Ordinal)]);
        _requests.Enqueue(request);
        answer.OnAsked?.Invoke();
        if (answer == WireAnswer.Reset)
        {
            client.LingerState = new LingerOption(true, 0);
        }
        else if (answer.Status > 0)
        {
            await stream.WriteAsync(answer.ToBytes(), cancellationToken);
            client.Client.Shutdown(SocketShutdown.Send);
        }
        else
        {
            // Says nothing until the caller has gone.
            (await stream.ReadAsync(new byte[1], cancellationToken)).Should().Be(0, "nothing follows a request");
        }
    }

    private static async Task<string> ReadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var text = "";
        var buffer = new byte[16 * 1024];
        while (!IsWhole(text))
        {
            var read = await stream.ReadAsync(buffer, cancellationToken);
            read.Should().BePositive("a request comes whole; so far: {0}", text);
            text += Encoding.Latin1.GetString(buffer, 0, read);
        }

        return text;
    }

    private static bool IsWhole(string text)
    {
        var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (head < 0)
        {
            return false;
        }

        const string Length = "\r\nContent-Length: ";
        var at = text.IndexOf(Length, 0, head, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return !text.Contains("\r\nTransfer-Encoding:", StringComparison.OrdinalIgnoreCase) || text.EndsWith("\r\n0\r\n\r\n", StringComparison.Ordinal);
        }

        at += Length.Length;
        var length = int.Parse(text.AsSpan(at, text.IndexOf('\r', at) - at), CultureInfo.InvariantCulture);
        return text.Length == head + 4 + length;
    }
}
