using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using PayrepMeld.ActivityLogs.Tests.Http;

namespace PayrepMeld.ActivityLogs.Tests.Faults;

/// <summary>Certificates are checked, and nothing turns that off.</summary>
public sealed class CertificateTests : IDisposable
{
    private readonly TestCertificates _certificates = new();
    private int _connections;

    public void Dispose() => _certificates.Dispose();

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "3")]
    public async Task A_good_certificate_of_a_trusted_root_is_accepted(ActivityLogVendor vendor)
    {
        using var certificate = _certificates.Sign();
        await using var harness = await StartAsync(certificate, trusted: true);
        var reading = await harness.ReadAsync(vendor);
        reading.Error.Should().BeNull();
        reading.Ids.Should().Equal(FaultHarness.Ids(vendor));
        _connections.Should().Be(1);
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "3")]
    public async Task An_expired_certificate_is_refused(ActivityLogVendor vendor)
    {
        using var certificate = _certificates.Sign(endsInDays: -1);
        await ExpectRefusal(vendor, certificate, trusted: true);
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "3")]
    public async Task A_certificate_for_another_host_is_refused(ActivityLogVendor vendor)
    {
        using var certificate = _certificates.Sign("other.test");
        await ExpectRefusal(vendor, certificate, trusted: true);
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "3")]
    public async Task A_self_signed_certificate_is_refused(ActivityLogVendor vendor)
    {
        using var certificate = TestCertificates.SelfSigned();
        await ExpectRefusal(vendor, certificate, trusted: false);
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "3")]
    public async Task A_certificate_of_an_unknown_root_is_refused(ActivityLogVendor vendor)
    {
        using var certificate = _certificates.Sign();
        await ExpectRefusal(vendor, certificate, trusted: false);
    }

    [Fact]
    [Trait("Fault", "3")]
    public void No_option_turns_the_check_off()
    {
        Type[] options = [typeof(ActivityLogClientsOptions), typeof(PayrepOptions), typeof(MeldOptions), typeof(ActivityLogResilienceOptions)];
        options.SelectMany(type => type.GetProperties()).Select(property => property.Name)
            .Should().NotContainMatch("*ertificate*").And.NotContainMatch("*Tls*").And.NotContainMatch("*Ssl*")
            .And.NotContainMatch("*Insecure*").And.NotContainMatch("*Trust*").And.NotContainMatch("*Handler*");
    }

    private async Task ExpectRefusal(ActivityLogVendor vendor, X509Certificate2 certificate, bool trusted)
    {
        await using var harness = await StartAsync(certificate, trusted);
        var reading = await harness.ReadAsync(vendor);
        reading.ShouldFail(vendor, ActivityLogErrorKind.Unavailable, attempts: 1).Message.Should().Contain("certificate");
        harness.Sent.Should().Be(1);
        _connections.Should().Be(1, "no retry mends a certificate");
        harness.Journal(vendor).Count.Should().Be(0, "nothing was said to a server that is not the vendor");
    }

    private Task<FaultHarness> StartAsync(X509Certificate2 certificate, bool trusted) => FaultHarness.StartAsync(setup =>
    {
        setup.Certificate = certificate;
        setup.Builder = builder =>
        {
            foreach (var vendor in Enum.GetValues<ActivityLogVendor>())
            {
                builder.HttpClient(vendor).ConfigurePrimaryHttpMessageHandler((handler, _) =>
                {
                    var sockets = (SocketsHttpHandler)handler;
                    sockets.SslOptions.CertificateChainPolicy = trusted ? _certificates.Trust : null;
                    sockets.ConnectCallback = ConnectAsync;
                });
            }
        };
    });

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _connections);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
