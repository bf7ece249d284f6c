using System.Text;
using System.Text.Json;
using PayrepMeld.ActivityLogs.Cli.Output;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Output;

public sealed class EcsEntryWriterTests
{
    [Fact]
    public void A_row_of_payrep_is_this()
    {
        var entry = Entries.Payrep(endpoint: "/api/v1/transfers?page=2");

        var ecs = Ecs(entry);

        ecs.GetProperty("event").GetProperty("original").GetString().Should().Be(Encoding.UTF8.GetString(entry.Raw.Span));
        ecs.GetRawText().Should().Match(
            """
            {"@timestamp":"2026-11-22T06:59:44.8461239Z","message":"Insufficient funds","ecs":{"version":"8.17.0"},*
            "event":{"kind":"event","id":"p1","module":"payrep","dataset":"payrep.activity_log","outcome":"failure","action":"POST /api/v1/transfers?page=2","original":"*"},*
            "http":{"request":{"method":"POST"},"response":{"status_code":400}},*
            "url":{"original":"/api/v1/transfers?page=2","path":"/api/v1/transfers","query":"page=2"},*
            "source":{"ip":"203.0.113.7"},"labels":{"vendor":"payrep","account":"default"}}
            """.Replace("\n", "", StringComparison.Ordinal));
    }

    [Fact]
    public void A_row_of_meld_names_who_did_what_to_whom()
    {
        var ecs = Ecs(MeldActivity.Parse("""
            {"key":"k","occurredAt":"2026-11-22T07:00:00Z","actor":{"id":"u1","name":"Ada","type":"USER"},"entity":{"id":"c1","type":"CONNECTION"},
             "attributes":{"action":"INBOUND_REQUEST","eventType":"X","requestId":"r1","customerId":"c","connectionId":"n"},"details":{}}
            """u8, "emea"));

        ecs.GetProperty("user").GetRawText().Should().Be("""{"id":"u1","name":"Ada"}""");
        ecs.GetProperty("http").GetRawText().Should().Be("""{"request":{"id":"r1"}}""");
        ecs.GetProperty("labels").GetRawText().Should().Be(
            """{"vendor":"meld","account":"emea","actor_type":"USER","entity_type":"CONNECTION","entity_id":"c1","event_type":"X","customer_id":"c","connection_id":"n"}""");
    }

    [Fact]
    public void What_a_row_does_not_say_is_left_out() =>
        Ecs(Entries.Meld()).EnumerateObject().Select(member => member.Name).Should().Equal("@timestamp", "ecs", "event", "labels");

    [Theory]
    [InlineData("2001:db8::1", """{"ip":"2001:db8::1"}""")]
    [InlineData("203.0.113.7, 10.0.0.1", """{"address":"203.0.113.7, 10.0.0.1"}""")]
    [InlineData("[::1]:80", """{"address":"[::1]:80"}""")]
    [InlineData("fe80::1%2", """{"address":"fe80::1%2"}""")]
    [InlineData("010.0.0.1", """{"address":"010.0.0.1"}""")]
    [InlineData("localhost", """{"address":"localhost"}""")]
    [InlineData("1", """{"address":"1"}""")]
    public void Only_an_address_is_one(string ip, string source) => Ecs(Entries.Payrep(ip: ip)).GetProperty("source").GetRawText().Should().Be(source);

    [Theory]
    [InlineData("/a", """{"original":"/a","path":"/a"}""")]
    [InlineData("https://api.meld.io/a/b?c=d?e", """{"original":"https://api.meld.io/a/b?c=d?e","path":"/a/b","query":"c=d?e"}""")]
    [InlineData("https://api.meld.io", """{"original":"https://api.meld.io","path":"/"}""")]
    [InlineData("/to/http://x/y", """{"original":"/to/http://x/y","path":"/to/http://x/y"}""")]
    [InlineData("?a", """{"original":"?a","query":"a"}""")]
    public void An_endpoint_is_taken_apart(string endpoint, string url) => Ecs(Entries.Payrep(endpoint: endpoint)).GetProperty("url").GetRawText().Should().Be(url);

    [Fact]
    public void Each_entry_is_a_line_and_none_is_nothing()
    {
        Entries.Written(output => new EcsEntryWriter(output, forTerminal: false), Entries.Payrep("a\nb"), Entries.Meld()).Should().EndWith("}\n").And.Subject.Count(c => c == '\n').Should().Be(2);
        Entries.Written(output => new EcsEntryWriter(output, forTerminal: false)).Should().BeEmpty();
    }

    private static JsonElement Ecs(ActivityLogEntry entry) => JsonDocument.Parse(Entries.Written(output => new EcsEntryWriter(output, forTerminal: false), entry)).RootElement;
}
