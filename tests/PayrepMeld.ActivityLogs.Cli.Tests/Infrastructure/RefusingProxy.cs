using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Infrastructure;

/// <summary>A proxy on this machine that lets nobody through: each request for a tunnel gets the same answer, or none.</summary>
internal sealed class RefusingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly byte[] _answer;
    private readonly Task _serving;

    /// <param name="status">The HTTP status of the answer; null to hang up instead.</param>
    public RefusingProxy(int? status)
    {
        var challenge = status == 407 ? "Proxy-Authenticate: Basic realm=\"proxy\"\r\n" : "";
        _answer = status is null ? [] : Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} No\r\n{challenge}Content-Length: 0\r\nConnection: close\r\n\r\n"));
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                using var reader = new StreamReader(client.GetStream(), Encoding.ASCII, leaveOpen: true);
                while (!string.IsNullOrEmpty(await reader.ReadLineAsync()))
                {
                    // What is asked for makes no difference.
                }

                await client.GetStream().WriteAsync(_answer);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It was stopped.
        }
    }
}
