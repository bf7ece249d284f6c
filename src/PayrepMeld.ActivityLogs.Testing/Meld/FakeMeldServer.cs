using System.Security.Cryptography.X509Certificates;

namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>
/// A <see cref="FakeMeld"/> on a socket: 127.0.0.1, a free port or the one its options name, HTTP/1.1. Nothing of the environment or of any configuration has a say,
/// and nothing is logged. Disposing it cuts what is still being answered.
/// </summary>
public sealed class FakeMeldServer : IAsyncDisposable
{
    private readonly FakeHost _host;

    private FakeMeldServer(FakeMeld vendor, FakeHost host)
    {
        Vendor = vendor;
        _host = host;
    }

    /// <summary>Where it listens, such as <c>http://127.0.0.1:40123/</c>, with the fake's <see cref="FakeVendorOptions.BasePath"/>.</summary>
    public Uri BaseAddress => _host.BaseAddress;

    /// <summary>The fake behind it: rows, switches.</summary>
    public FakeMeld Vendor { get; }

    /// <summary>Which requests go wrong, and how.</summary>
    public FaultScript Faults => Vendor.Faults;

    /// <summary>What was asked.</summary>
    public RequestJournal Journal => Vendor.Journal;

    /// <summary>Creates a fake and puts it on a socket.</summary>
    /// <param name="configure">Sets what it holds and how it behaves; null for an empty log and all defaults.</param>
    /// <param name="certificate">With one, it speaks TLS and shows it; null (the default) for plain HTTP.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <returns>The server, listening.</returns>
    /// <exception cref="IOException">The port that the options name is in use.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The system does not let this process listen on that port.</exception>
    public static Task<FakeMeldServer> StartAsync(Action<FakeMeldOptions>? configure = null, X509Certificate2? certificate = null, CancellationToken cancellationToken = default)
    {
        var options = new FakeMeldOptions();
        configure?.Invoke(options);
        return StartAsync(new FakeMeld(options), certificate, cancellationToken);
    }

    /// <summary>Puts a fake on a socket.</summary>
    /// <param name="vendor">The fake, which may answer in memory as well.</param>
    /// <param name="certificate">With one, it speaks TLS and shows it; null (the default) for plain HTTP.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <returns>The server, listening.</returns>
    /// <exception cref="IOException">The port that the options name is in use.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The system does not let this process listen on that port.</exception>
    public static async Task<FakeMeldServer> StartAsync(FakeMeld vendor, X509Certificate2? certificate = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(vendor);
        return new(vendor, await FakeHost.StartAsync(vendor, vendor.Options, certificate, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Stops it at once; requests still being answered are cut.</summary>
    /// <returns>A task that ends when it has stopped.</returns>
    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
