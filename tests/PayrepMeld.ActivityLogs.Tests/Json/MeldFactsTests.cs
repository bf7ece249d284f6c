using System.Text;
using PayrepMeld.ActivityLogs.Meld;

namespace PayrepMeld.ActivityLogs.Tests.Json;

public sealed class MeldFactsTests
{
    public static TheoryData<string, string> EveryName
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (fact, names) in MeldFacts.Known)
            {
                foreach (var name in names)
                {
                    data.Add(fact, name);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(EveryName))]
    public void Each_known_name_gives_its_fact_in_attributes_and_in_details(string fact, string name)
    {
        var value = fact == nameof(MeldFacts.StatusCode) ? "418" : "a value";

        Fact(MeldFacts.Find(Json(name, value), []), fact).Should().Be(value);
        Fact(MeldFacts.Find([], Json(name, value)), fact).Should().Be(value);
        Fact(MeldFacts.Find("{}"u8, Json(name, value)), fact).Should().Be(value);
    }

    [Theory]
    [MemberData(nameof(EveryName))]
    public void A_name_in_other_case_or_deeper_down_is_not_looked_at(string fact, string name)
    {
        Fact(MeldFacts.Find(Json(name.ToUpperInvariant(), "418"), []), fact).Should().BeNull();
        Fact(MeldFacts.Find(Encoding.UTF8.GetBytes($$"""{"response":{"{{name}}":"418"} }"""), []), fact).Should().BeNull();
        Fact(MeldFacts.Find(Encoding.UTF8.GetBytes($$"""[{"{{name}}":"418"}]"""), []), fact).Should().BeNull();
    }

    [Fact]
    public void No_name_stands_for_two_facts() =>
        MeldFacts.Known.SelectMany(known => known.Names).Should().OnlyHaveUniqueItems();

    [Fact]
    public void An_earlier_name_comes_before_a_later_one_in_any_order()
    {
        MeldFacts.Find("""{"url":"https://x/y","path":"/y"}"""u8, []).Endpoint.Should().Be("/y");
        MeldFacts.Find("""{"path":"/y","url":"https://x/y"}"""u8, []).Endpoint.Should().Be("/y");
    }

    [Fact]
    public void Attributes_come_before_details_whatever_the_names() =>
        MeldFacts.Find("""{"url":"https://x/y"}"""u8, """{"path":"/z"}"""u8).Endpoint.Should().Be("https://x/y");

    [Theory]
    [InlineData("""{"path":null,"endpoint":"/e"}""")]
    [InlineData("""{"path":"","endpoint":"/e"}""")]
    [InlineData("""{"path":{"raw":"/x"},"endpoint":"/e"}""")]
    [InlineData("""{"path":["/x"],"endpoint":"/e"}""")]
    public void A_better_name_without_a_scalar_does_not_hide_a_later_one(string json) =>
        MeldFacts.Find(Encoding.UTF8.GetBytes(json), []).Endpoint.Should().Be("/e");

    [Theory]
    [InlineData("99")]
    [InlineData("600")]
    [InlineData("\"OK\"")]
    [InlineData("\"200 OK\"")]
    [InlineData("200.0")]
    [InlineData("true")]
    [InlineData("-200")]
    public void What_is_no_http_status_is_not_taken_for_one(string status)
    {
        MeldFacts.Find(Encoding.UTF8.GetBytes($$"""{"status":{{status}}}"""), []).StatusCode.Should().BeNull();
        MeldFacts.Find(Encoding.UTF8.GetBytes($$"""{"responseCode":{{status}},"status":503}"""), []).StatusCode.Should().Be(503);
    }

    [Fact]
    public void Numbers_where_texts_are_expected_are_texts()
    {
        MeldFacts.Find("""{"requestId":17,"customerId":true}"""u8, []).Should().BeEquivalentTo(new { RequestId = "17", CustomerId = "true" });
        MeldFacts.Find("""{"message":"\ud800\u0000"}"""u8, []).Message.Should().Be("\ufffd\0");
    }

    private static byte[] Json(string name, string value) => Encoding.UTF8.GetBytes($$"""{"{{name}}":"{{value}}"}""");

    private static string? Fact(MeldFacts facts, string fact) => typeof(MeldFacts).GetProperty(fact)!.GetValue(facts)?.ToString();
}
