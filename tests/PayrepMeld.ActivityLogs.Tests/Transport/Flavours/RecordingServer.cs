using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PayrepMeld.ActivityLogs.Tests.Transport.Flavours;

/// <summary>Records every byte it is sent, and answers what it is told to; one request for each connection.</summary>
internal sealed class RecordingServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly Task _serving;
    private Func<string, WireAnswer> _answer = _ => WireAnswer.Reset;

    public RecordingServer()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>Begins a new record.</summary>
    /// <param name="answer">What to answer to a request's first line.</param>
    public void Begin(Func<string, WireAnswer> answer)
    {
        _requests.Clear();
        _answer = answer;
    }

    /// <summary>The requests since then, each as it was on the wire, in Latin-1.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            var request = await ReadAsync(client.GetStream());
            var answer = _answer(request[..request.IndexOf('\r', StringComparison.Ordinal)]);
            _requests.Enqueue(request);
            answer.OnAsked?.Invoke();
            if (answer == WireAnswer.Reset)
            {
                client.LingerState = new LingerOption(true, 0);
            }
            else if (answer.Status > 0)
            {
                await client.GetStream().WriteAsync(answer.ToBytes(), _stop.Token);
                client.Client.Shutdown(SocketShutdown.Send);
            }
            else
            {
                // Says nothing until the caller has gone.
                await WaitForEndAsync(client.GetStream());
            }
        }
    }

    private async Task WaitForEndAsync(NetworkStream stream)
    {
        try
        {
            (await stream.ReadAsync(new byte[1], _stop.Token)).Should().Be(0, "nothing follows a request");
        }
        catch (IOException)
        {
            // A caller that gives up may also reset.
        }
    }

    private async Task<string> ReadAsync(NetworkStream stream)
    {
        var text = "";
        var buffer = new byte[16 * 1024];
        while (!IsWhole(text))
        {
            var read = await stream.ReadAsync(buffer, _stop.Token);
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
