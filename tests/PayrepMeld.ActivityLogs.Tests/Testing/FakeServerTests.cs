using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PayrepMeld.ActivityLogs.Testing;

namespace PayrepMeld.ActivityLogs.Tests.Testing;

public class FakeServerTests
{
    private const string Range = "activity-log?start=2026-01-01T00:00:00Z&end=2027-01-01T00:00:00Z";

    [Fact]
    public async Task It_listens_on_loopback_whatever_the_environment_says()
    {
        Environment.SetEnvironmentVariable("ASPNETCORE_URLS", "http://0.0.0.0:1");
        try
        {
            await using var payrep = await FakePayrepServer.StartAsync();
            await using var meld = await FakeMeldServer.StartAsync();

            payrep.BaseAddress.Host.Should().Be("127.0.0.1");
            payrep.BaseAddress.Scheme.Should().Be("http");
            meld.BaseAddress.Port.Should().NotBe(payrep.BaseAddress.Port).And.BePositive();
        }
        finally
        {
            Environment.SetEnvironmentVariable("ASPNETCORE_URLS", value: null);
        }
    }

    [Fact]
    public async Task It_listens_on_the_port_it_is_given_and_says_when_that_is_in_use()
    {
        int port;
        await using (var payrep = await FakePayrepServer.StartAsync())
        {
            port = payrep.BaseAddress.Port;
            await FluentActions.Awaiting(() => FakeMeldServer.StartAsync(options => options.Port = port)).Should().ThrowAsync<IOException>().WithMessage($"*127.0.0.1:{port}*in use*");
        }

        await using var meld = await FakeMeldServer.StartAsync(options => options.Port = port);
        await using var again = await FakePayrepServer.StartAsync(options => options.Port = 0);

        meld.BaseAddress.Port.Should().Be(port);
        again.BaseAddress.Port.Should().NotBe(port).And.BePositive();
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(65_536)]
    public void A_port_that_cannot_be_is_refused_at_once(int port)
    {
        new FakePayrepOptions().Invoking(options => options.Port = port).Should().Throw<ArgumentOutOfRangeException>();
        new FakeMeldOptions { Port = 65_535 }.Port.Should().Be(65_535);
    }

    [Fact]
    public async Task It_can_stand_under_a_path()
    {
        await using var meld = await FakeMeldServer.StartAsync(options => options.BasePath = "/gateway/");
        using var caller = new FakeCaller(new SocketsHttpHandler(), meld.BaseAddress) { Authorization = "BASIC meld-test-key" };

        meld.BaseAddress.AbsolutePath.Should().Be("/gateway/");
        await caller.JsonAsync(HttpMethod.Get, Range);
        await caller.JsonAsync(HttpMethod.Get, "/" + Range, status: 404);
    }

    [Fact]
    public async Task It_stops_at_once_with_a_request_stalled()
    {
        var payrep = await FakePayrepServer.StartAsync();
        payrep.Faults.Enqueue(Fault.StallHeaders());
        using var caller = new FakeCaller(new SocketsHttpHandler(), payrep.BaseAddress);
        var call = caller.SendAsync(HttpMethod.Post, FakeCaller.FetchPath);
        await payrep.Journal.WaitForAsync(1);
        var real = Stopwatch.StartNew();

        await payrep.DisposeAsync();

        real.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(3));
        await call.Invoking(c => c).Should().ThrowAsync<HttpRequestException>();
        payrep.Journal.Requests[0].Aborted.Should().BeTrue();
    }

    [Fact]
    public async Task It_speaks_tls_with_the_certificate_given()
    {
        using var certificate = SelfSigned();
        await using var meld = await FakeMeldServer.StartAsync(certificate: certificate);
        using var trusting = new SocketsHttpHandler();
        trusting.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown!.GetCertHashString() == certificate.GetCertHashString();
        using var caller = new FakeCaller(trusting, meld.BaseAddress) { Authorization = "BASIC meld-test-key" };
        using var careful = new FakeCaller(new SocketsHttpHandler(), meld.BaseAddress);

        meld.BaseAddress.Scheme.Should().Be("https");
        await caller.JsonAsync(HttpMethod.Get, Range);
        await FluentActions.Awaiting(() => careful.SendAsync(HttpMethod.Get, Range)).Should().ThrowAsync<HttpRequestException>();
    }

    [Fact]
    public async Task A_fake_answers_on_its_socket_and_in_memory_from_the_same_rows()
    {
        await using var meld = await FakeMeldServer.StartAsync(options => options.Rows.Add(new MeldRow { Key = "k", OccurredAt = Switches.Noon }));
        using var socket = new FakeCaller(new SocketsHttpHandler(), meld.BaseAddress) { Authorization = "BASIC meld-test-key" };
        using var memory = FakeCaller.Of(meld.Vendor);

        var one = await socket.JsonAsync(HttpMethod.Get, Range);
        var other = await memory.JsonAsync(HttpMethod.Get, Range);

        one.GetRawText().Should().Be(other.GetRawText()).And.Contain("\"key\":\"k\"");
        meld.Journal.Count.Should().Be(2);
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(Switches.Noon.AddYears(-20), Switches.Noon.AddYears(20));
    }
}
