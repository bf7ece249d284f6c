using System.Text;
using System.Text.Json;
using PayrepMeld.ActivityLogs.Cli.Output;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Output;

public sealed class JsonEntryWriterTests
{
    public static TheoryData<string> Rows =>
    [
        """{"id":"1","created_at":"2026-11-22T06:59:44Z","message":"plain"}""",
        """{ "id" : "1" ,"created_at":"2026-11-22T06:59:44Z","message":"\ud800 half","n":1.0000000000000000001e5}""",
        """{"id":"1","created_at":"2026-11-22T06:59:44Z","message":"nul \u0000 esc \u001b[2J del   é 漢 😀 \ud83d\ude00"}""",
        $$"""{"id":"1","created_at":"2026-11-22T06:59:44Z","message":"{{new string('m', 1 << 20)}}"}""",
        "{\"id\":\"1\",\"created_at\":\"2026-11-22T06:59:44Z\",\"message\":\"\u009b2J \u202e \u200b\",\"bidi\u202e\":1}",
    ];

    /// <summary>Scripts stand on them: one may be added, at the end but for raw; none may be renamed or moved.</summary>
    [Fact]
    public void The_names_of_fields_are_these() => Field.Names.Should().Be(
        "time, vendor, account, id, outcome, method, endpoint, status, action, message, ip, requestId, actorType, actorId, actorName, entityType, entityId, eventType, customerId, connectionId, raw");

    [Theory]
    [MemberData(nameof(Rows))]
    [Trait("Fault", "30")]
    public void The_row_goes_out_as_it_came(string row)
    {
        var entry = PayrepActivity.Parse(Encoding.UTF8.GetBytes(row));

        var line = Entries.Written(output => new JsonEntryWriter(output, Field.All, asArray: false, forTerminal: false), entry);

        line.Should().EndWith($",\"raw\":{row}}}\n");
        JsonDocument.Parse(line).RootElement.GetProperty("message").GetString().Should().Be(entry.Message);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    [Trait("Fault", "30")]
    public void For_a_terminal_it_means_the_same(string row)
    {
        var entry = PayrepActivity.Parse(Encoding.UTF8.GetBytes(row));

        var exact = Entries.Written(output => new JsonEntryWriter(output, Field.All, asArray: true, forTerminal: false), entry);
        var safe = Entries.Written(output => new JsonEntryWriter(output, Field.All, asArray: true, forTerminal: true), entry);

        safe.Should().NotMatchRegex("[\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u001b]");
        (safe == exact || JsonElement.DeepEquals(JsonDocument.Parse(safe).RootElement, JsonDocument.Parse(exact).RootElement)).Should().BeTrue();
    }

    [Fact]
    public void A_row_of_several_lines_is_put_on_one()
    {
        var entry = PayrepActivity.Parse("{\r\n \"id\": \"1\",\n \"created_at\": \"2026-11-22T06:59:44Z\" }"u8);

        Entries.Written(output => new JsonEntryWriter(output, Field.Parse("--fields", "raw"), asArray: false, forTerminal: false), entry)
            .Should().Be("{\"raw\":{   \"id\": \"1\",  \"created_at\": \"2026-11-22T06:59:44Z\" }}\n");
    }

    [Fact]
    public void A_name_is_always_there_and_a_status_is_a_number()
    {
        var line = Entries.Written(output => new JsonEntryWriter(output, Field.AllButRaw, asArray: false, forTerminal: false), Entries.Payrep(), Entries.Meld());

        foreach (var entry in line.TrimEnd('\n').Split('\n').Select(l => JsonDocument.Parse(l).RootElement))
        {
            entry.EnumerateObject().Select(member => member.Name).Should().Equal(Field.AllButRaw.Select(field => field.Name));
            entry.GetProperty("status").ValueKind.Should().BeOneOf(JsonValueKind.Number, JsonValueKind.Null);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void An_array_is_one_document(int count)
    {
        var document = Entries.Written(output => new JsonEntryWriter(output, Field.All, asArray: true, forTerminal: false), Enumerable.Repeat(Entries.Payrep(), count));

        JsonDocument.Parse(document).RootElement.GetArrayLength().Should().Be(count);
    }
}
