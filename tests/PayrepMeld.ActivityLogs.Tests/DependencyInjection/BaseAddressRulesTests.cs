using PayrepMeld.ActivityLogs.DependencyInjection;

namespace PayrepMeld.ActivityLogs.Tests.DependencyInjection;

public sealed class BaseAddressRulesTests
{
    [Theory]
    [InlineData("https://host")]
    [InlineData("https://host:8443/")]
    [InlineData("https://host/a/path")]
    [InlineData("https://host/a/path/")]
    [InlineData("https://10.1.2.3")]
    [InlineData("https://[2001:db8::1]")]
    [InlineData("http://localhost:5000")]
    [InlineData("http://127.0.0.1:5000/path")]
    [InlineData("http://127.9.9.9")]
    [InlineData("http://[::1]:5000")]
    public void An_https_or_loopback_address_is_taken(string address) => Fault(address).Should().BeNull();

    [Theory]
    [InlineData("//evil", "not absolute")]
    [InlineData("evil", "not absolute")]
    [InlineData("/evil", "it ")]
    [InlineData("https://good@evil", "user info")]
    [InlineData("https://good:secret@evil/", "user info")]
    [InlineData("https://@evil", "user info")]
    [InlineData("http://remote", "http is for")]
    [InlineData("http://localhost.evil.example", "http is for")]
    [InlineData("http://127.0.0.1.evil.example", "http is for")]
    [InlineData("http://0.0.0.0", "http is for")]
    [InlineData("https://host?x", "query")]
    [InlineData("https://host/?", "query")]
    [InlineData("https://host/#x", "query or a fragment")]
    [InlineData("https://host//evil", "two slashes")]
    [InlineData("https:\\\\host", "backslash")]
    [InlineData(" https://host", "space")]
    [InlineData("https://host/\n", "space")]
    [InlineData("ftp://host", "scheme")]
    [InlineData("file:///etc/passwd", "it ")]
    [InlineData("https://169.254.169.254", "link-local")]
    [InlineData("https://169.254.169.254./", "link-local")]
    [InlineData("https://2852039166", "link-local")]
    [InlineData("https://0xa9fea9fe", "link-local")]
    [InlineData("http://169.254.0.1", "link-local")]
    [InlineData("https://[fe80::1]", "link-local")]
    [InlineData("https://[fe80::1%25eth0]", "link-local")]
    [InlineData("https://[febf::1]", "link-local")]
    [InlineData("https://[::ffff:169.254.169.254]", "link-local")]
    [InlineData("https://[::ffff:a9fe:a9fe]", "link-local")]
    [InlineData("https://[::a9fe:a9fe]", "link-local")]
    public void Any_other_is_refused(string address, string because)
    {
        var fault = Fault(address);

        fault.Should().NotBeNull().And.Contain(because);
        fault.Should().NotContain("secret");
    }

    private static string? Fault(string address) => BaseAddressRules.FindFault(new Uri(address, UriKind.RelativeOrAbsolute));
}
