using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PayrepMeld.ActivityLogs.Tests.Faults;

/// <summary>Answers every connection with a chunked body that has no end.</summary>
internal sealed class EndlessServer : IAsyncDisposable
{
    private const int ChunkSize = 4096;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public EndlessServer()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

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
            try
            {
                await AnswerAsync(client.GetStream());
            }
            catch (IOException)
            {
                // The reader has had enough.
            }
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        // What is asked does not matter; it is one short packet.
        _ = await stream.ReadAsync(new byte[16 * 1024], _stop.Token);
        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray(), _stop.Token);
        var chunk = Encoding.ASCII.GetBytes($"{ChunkSize:x}\r\n{new string(' ', ChunkSize)}\r\n");
        while (true)
        {
            await stream.WriteAsync(chunk, _stop.Token);
        }
    }
}
