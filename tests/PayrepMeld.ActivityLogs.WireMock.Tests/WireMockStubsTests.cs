using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.WireMock.Tests.Proofs;

namespace PayrepMeld.ActivityLogs.WireMock.Tests;

/// <summary>What ships, without a server.</summary>
public sealed class WireMockStubsTests
{
    public static TheoryData<string> Situations => [.. WireMockStubs.Situations];

    [Fact]
    public void Every_situation_has_a_name_in_code() =>
        typeof(WireMockSituation).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!)
            .Should().BeEquivalentTo(WireMockStubs.Situations);

    [Fact]
    public void The_credentials_are_those_of_the_fakes()
    {
        var payrep = new FakePayrepOptions();
        (payrep.Email, payrep.Password).Should().Be((WireMockStubs.PayrepEmail, WireMockStubs.PayrepPassword));
        payrep.Tokens.Should().Equal(WireMockStubs.PayrepToken);
        new FakeMeldOptions().ApiKeys.Should().Equal(WireMockStubs.MeldApiKey);
    }

    [Theory]
    [MemberData(nameof(Situations))]
    public void Files_hold_what_is_read(string situation)
    {
        var folder = Directory.CreateTempSubdirectory("stubs-");
        try
        {
            var mappings = Path.Combine(folder.FullName, "mappings");
            var files = WireMockStubs.Write(situation, mappings);

            WireMockStubs.Write(situation, mappings).Should().Equal(files);
            files.Select(File.ReadAllText).Should().Equal(WireMockStubs.Read(situation)).And.NotBeEmpty();
            files.Should().OnlyContain(file => Path.GetDirectoryName(file) == Path.Combine(mappings, situation.Replace('/', Path.DirectorySeparatorChar)));
            Directory.GetFiles(mappings, "*", SearchOption.AllDirectories).Should().BeEquivalentTo(files);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>WireMock.Net's reader takes one mapping a file, the first body pattern alone, and drops what it does not know: then the mapping matches more than it says.</summary>
    [Theory]
    [MemberData(nameof(Situations))]
    public void Mappings_keep_to_what_WireMock_Net_reads(string situation)
    {
        string[] members = ["name", "scenarioName", "requiredScenarioState", "newScenarioState", "request", "response"];
        string[] matchers = ["equalTo", "matches"];
        foreach (var mapping in WireMockStubs.Read(situation).Select(text => JsonNode.Parse(text)!.AsObject()))
        {
            mapping.Select(member => member.Key).Should().BeSubsetOf(members);
            var request = mapping["request"]!.AsObject();
            request.Select(member => member.Key).Should().BeSubsetOf(["method", "urlPath", "headers", "queryParameters", "bodyPatterns"]);
            Named(request["headers"]).Select(m => m.Matcher).Should().BeSubsetOf(matchers);
            Named(request["queryParameters"]).Where(m => m.Name != "after").Select(m => m.Matcher).Should().BeSubsetOf(matchers);
            Named(request["queryParameters"]).Where(m => m.Name == "after").Select(m => m.Matcher).Should().BeSubsetOf(["equalTo", "absent"]);
            (request["bodyPatterns"]?.AsArray() ?? []).Should().HaveCountLessThan(2);
            (request["bodyPatterns"]?.AsArray() ?? []).Select(pattern => pattern!.AsObject().Single().Key).Should().BeSubsetOf(["matches", "equalToJson"]);
            mapping["response"]!.AsObject().Select(member => member.Key).Should().BeSubsetOf(["status", "headers", "jsonBody", "body"]);
        }
    }

    /// <summary>WireMock.Net looks for an expression anywhere in the body, by .NET's rules and without scenarios; the WireMock server matches the whole body by Java's.</summary>
    [Fact]
    public void Payreps_pages_are_told_apart_by_an_expression_in_dotnet_too()
    {
        var asked = PayrepProofs.All[WireMockSituation.PayrepPaging].Requests.Select(request => request.Body).ToList();
        var expressions = WireMockStubs.Read(WireMockSituation.PayrepPaging)
            .Select(mapping => JsonNode.Parse(mapping)!["request"]!["bodyPatterns"]![0]!["matches"]!.GetValue<string>()).ToList();

        for (var page = 0; page < asked.Count; page++)
        {
            expressions.Select((expression, i) => (expression, i)).Where(e => Regex.IsMatch(asked[page], e.expression, RegexOptions.Multiline, TimeSpan.FromSeconds(1)))
                .Select(e => e.i).Should().Equal([page], "the body was {0}", asked[page]);
        }
    }

    [Fact]
    public void An_unknown_situation_is_refused_and_the_known_ones_named()
    {
        var read = () => WireMockStubs.Read("payrep");

        read.Should().Throw<ArgumentException>().WithMessage("*'payrep'*payrep/paging*");
    }

    private static IEnumerable<(string Name, string Matcher)> Named(JsonNode? patterns) =>
        (patterns?.AsObject() ?? []).Select(pattern => (pattern.Key, pattern.Value!.AsObject().Single().Key));
}
