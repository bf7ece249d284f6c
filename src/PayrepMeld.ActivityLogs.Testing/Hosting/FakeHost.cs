using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>
/// Kestrel alone on 127.0.0.1: no host, so that no environment variable, configuration file, log or signal handler has a say.
/// </summary>
internal sealed class FakeHost : IAsyncDisposable
{
    private readonly KestrelServer _server;
    private readonly ServiceProvider _services;
    private readonly CancellationTokenSource _stopping = new();

    private FakeHost(KestrelServer server, ServiceProvider services)
    {
        _server = server;
        _services = services;
    }

    public Uri BaseAddress { get; private set; } = null!;

    public static async Task<FakeHost> StartAsync(FakeVendor vendor, FakeVendorOptions settings, X509Certificate2? certificate, CancellationToken cancellationToken)
    {
        var services = Services(withTls: certificate is not null);
        var options = new KestrelServerOptions { ApplicationServices = services, AddServerHeader = false };
        options.Limits.MinRequestBodyDataRate = null;
        options.Limits.MinResponseDataRate = null;
        options.Listen(IPAddress.Loopback, settings.Port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        });
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        var server = new KestrelServer(Options.Create(options), transport, NullLoggerFactory.Instance);
        var host = new FakeHost(server, services);
        try
        {
            await server.StartAsync(new FakeApplication(vendor, host._stopping.Token), cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await host.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        var address = server.Features.Get<IServerAddressesFeature>()!.Addresses.First();
        host.BaseAddress = new Uri(new Uri(address), settings.BasePath.Length == 0 ? "/" : settings.BasePath);
        return host;
    }

    private static ServiceProvider Services(bool withTls)
    {
        IServiceCollection services = new ServiceCollection();
        if (withTls)
        {
            // What UseHttps asks for is internal to Kestrel, so a builder that reads nothing registers it.
            var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
            builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
            services = builder.Services;
        }

        return services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance).BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _server.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        _server.Dispose();
        await _services.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }
}
