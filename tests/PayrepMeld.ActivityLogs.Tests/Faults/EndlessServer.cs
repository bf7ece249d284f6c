using System.Net.Sockets;
using System.Text;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Tests.Faults;

/// <summary>Answers every connection with a chunked body that has no end.</summary>
internal sealed class EndlessServer : IAsyncDisposable
{
    private const int ChunkSize = 4096;
    private readonly LoopbackServer _server = new(AnswerAsync);

    public Uri Address => _server.Address;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static async Task AnswerAsync(TcpClient client, CancellationToken cancellationToken)
    {
        // What is asked does not matter; it is one short packet.
        var stream = client.GetStream();
        _ = await stream.ReadAsync(new byte[16 * 1024], cancellationToken);
        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray(), cancellationToken);
        var chunk = Encoding.ASCII.GetBytes($"{ChunkSize:x}\r\n{new string(' ', ChunkSize)}\r\n");
        while (true)
        {
            await stream.WriteAsync(chunk, cancellationToken);
        }
    }
}
