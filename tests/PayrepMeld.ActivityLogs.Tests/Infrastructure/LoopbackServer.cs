using System.Net;
using System.Net.Sockets;

namespace PayrepMeld.ActivityLogs.Tests.Infrastructure;

/// <summary>Hands one connection after another to whoever answers in its own way, on 127.0.0.1 and a free port.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<TcpClient, CancellationToken, Task> _answer;
    private readonly Task _serving;

    public LoopbackServer(Func<TcpClient, CancellationToken, Task> answer)
    {
        _answer = answer;
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
                await _answer(client, _stop.Token);
            }
            catch (IOException)
            {
                // The reader has had enough.
            }
        }
    }
}
