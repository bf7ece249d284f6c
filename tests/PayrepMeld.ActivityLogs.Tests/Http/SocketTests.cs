using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using PayrepMeld.ActivityLogs.Http;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Tests.Http;

/// <summary>What the operating system makes of broken connections, so that the stubs of the other tests are known to be true to it.</summary>
public sealed class SocketTests
{
    private const string Head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    [Fact]
    [Trait("Fault", "2")]
    public async Task Refused()
    {
        int port;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        var error = await Ask(port, login: true);
        (error!.Kind, error.Attempts, error.StatusCode).Should().Be((ActivityLogErrorKind.Unavailable, 4, null));
    }

    [Fact]
    [Trait("Fault", "4")]
    public async Task Reset_before_headers()
    {
        var error = await Serve(null, reset: true);
        (error!.Kind, error.Attempts, error.StatusCode).Should().Be((ActivityLogErrorKind.Unavailable, 4, null));
    }

    [Fact]
    [Trait("Fault", "4")]
    public async Task Closed_before_headers_a_login_is_not_repeated()
    {
        var error = await Serve(null, login: true);
        (error!.Kind, error.Attempts).Should().Be((ActivityLogErrorKind.Unavailable, 1));
    }

    [Theory]
    [InlineData("Content-Length: 500\r\n\r\n{\"activities\":[")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nf\r\n{\"activities\":[\r\n")]
    [InlineData("Connection: close\r\n\r\n{\"activities\":[")]
    [Trait("Fault", "5")]
    public async Task Body_cut(string rest)
    {
        var error = await Serve(Encoding.ASCII.GetBytes(Head + rest));
        (error!.Kind, error.Attempts, error.StatusCode).Should().Be((ActivityLogErrorKind.Protocol, 4, 200));
    }

    [Fact]
    [Trait("Fault", "5")]
    public async Task Compressed_body_cut()
    {
        var whole = Gzip(Encoding.UTF8.GetBytes("""{"activities":[""" + string.Join(',', Enumerable.Range(0, 5000)) + "]}"));
        var error = await Serve([.. Encoding.ASCII.GetBytes(Head + "Content-Encoding: gzip\r\nConnection: close\r\n\r\n"), .. whole.AsSpan(0, whole.Length / 2)]);
        (error!.Kind, error.Attempts, error.StatusCode).Should().Be((ActivityLogErrorKind.Protocol, 4, 200));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    [Trait("Fault", "5")]
    public async Task Compressed_body_corrupt(string encoding)
    {
        var garbage = Enumerable.Repeat((byte)0xFF, 200).ToArray();
        var error = await Serve([.. Encoding.ASCII.GetBytes(Head + $"Content-Encoding: {encoding}\r\nContent-Length: {garbage.Length}\r\n\r\n"), .. garbage]);
        (error!.Kind, error.Attempts, error.StatusCode).Should().Be((ActivityLogErrorKind.Protocol, 4, 200));
    }

    [Fact]
    public async Task Compressed_body_whole()
    {
        var whole = Gzip(Encoding.UTF8.GetBytes(Stub.MeldOk));
        (await Serve([.. Encoding.ASCII.GetBytes(Head + $"Content-Encoding: gzip\r\nContent-Length: {whole.Length}\r\n\r\n"), .. whole])).Should().BeNull();
    }

    [Fact]
    [Trait("Fault", "16")]
    public async Task Compressed_bomb()
    {
        var bomb = Gzip(new byte[32 * 1024 * 1024]);
        var error = await Serve([.. Encoding.ASCII.GetBytes(Head + $"Content-Encoding: gzip\r\nContent-Length: {bomb.Length}\r\n\r\n"), .. bomb]);
        (error!.Kind, error.IsOversize, error.Attempts).Should().Be((ActivityLogErrorKind.Protocol, true, 1));
    }

    private static byte[] Gzip(byte[] bytes)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return compressed.ToArray();
    }

    /// <summary>Answers every request with the same bytes, then closes the connection.</summary>
    private static async Task<ActivityLogException?> Serve(byte[]? answer, bool reset = false, bool login = false)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var stop = new CancellationTokenSource();
        var serving = Task.Run(async () =>
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(stop.Token);
                var stream = client.GetStream();
                await ReadRequest(stream);
                if (reset)
                {
                    client.LingerState = new LingerOption(true, 0);
                }

                if (answer is not null)
                {
                    try
                    {
                        await stream.WriteAsync(answer);
                        client.Client.Shutdown(SocketShutdown.Send);
                    }
                    catch (IOException)
                    {
                        // The reader has had enough.
                    }
                }
            }
        });
        try
        {
            return await Ask(((IPEndPoint)listener.LocalEndpoint).Port, login);
        }
        finally
        {
            await stop.CancelAsync();
            await serving.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
        }
    }

    private static async Task ReadRequest(NetworkStream stream)
    {
        var seen = "";
        var buffer = new byte[4096];
        while (!seen.Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer);
            if (read == 0)
            {
                return;
            }

            seen += Encoding.ASCII.GetString(buffer, 0, read);
        }
    }

    private static async Task<ActivityLogException?> Ask(int port, bool login)
    {
        var time = new FakeTime();
        var options = new ActivityLogResilienceOptions { RetryDelay = TimeSpan.Zero, AttemptTimeout = TimeSpan.FromMinutes(1) };
        using var channel = new VendorChannel(ActivityLogVendor.Meld, options, time, NullLogger.Instance);
        using var invoker = new HttpMessageInvoker(new ResilienceHandler(channel)
        {
            InnerHandler = new ResponseHandler(channel, "main") { InnerHandler = PrimaryHandler.Create(options) },
        });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://127.0.0.1:{port}{(login ? "/api/v1/auth/web/login" : "/activity-log")}"));
        try
        {
            using var response = await invoker.SendAsync(request, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System);
            return ActivityLogErrors.FromAnswer(response);
        }
        catch (ActivityLogException error)
        {
            return error;
        }
    }
}
