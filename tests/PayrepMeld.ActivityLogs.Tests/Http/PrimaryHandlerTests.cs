using System.Net;
using System.Security.Authentication;
using PayrepMeld.ActivityLogs.Http;

namespace PayrepMeld.ActivityLogs.Tests.Http;

public sealed class PrimaryHandlerTests
{
    [Fact]
    [Trait("Fault", "2")]
    [Trait("Fault", "3")]
    [Trait("Fault", "15")]
    public void It_follows_nothing_keeps_nothing_and_accepts_no_bad_certificate()
    {
        var options = new ActivityLogResilienceOptions { ConnectTimeout = TimeSpan.FromSeconds(3), PooledConnectionLifetime = TimeSpan.FromMinutes(2) };
        using var handler = PrimaryHandler.Create(options);

        handler.AllowAutoRedirect.Should().BeFalse();
        handler.UseCookies.Should().BeFalse();
        handler.UseProxy.Should().BeTrue("a configured proxy is not bypassed");
        handler.ConnectTimeout.Should().Be(options.ConnectTimeout);
        handler.PooledConnectionLifetime.Should().Be(options.PooledConnectionLifetime);
        handler.AutomaticDecompression.Should().Be(DecompressionMethods.All);
        handler.SslOptions.EnabledSslProtocols.Should().Be(SslProtocols.Tls12 | SslProtocols.Tls13);
        handler.SslOptions.RemoteCertificateValidationCallback.Should().BeNull();
    }
}
