using System.Text;
using PayrepMeld.ActivityLogs.Cli.Output;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Output;

public sealed class CsvEntryWriterTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "'\r=1")]
    [InlineData("=\"a\",\r\n\"b\"", "'=\"a\",\r\n\"b\"")]
    [InlineData("\"=1\"", "\"=1\"")]
    [InlineData("a,\"b\"\r\nc;\td", "a,\"b\"\r\nc;\td")]
    [InlineData("a\0b é 漢 😀\u202e\u001b", "a\0b é 漢 😀\u202e\u001b")]
    [InlineData(null, "")]
    public void A_cell_is_the_text_unless_a_spreadsheet_would_run_it(string? message, string cell)
    {
        var rows = Rows(Field.AllButRaw, forTerminal: false, Entries.Payrep(message));

        rows[0].Should().Equal(Field.AllButRaw.Select(field => field.Name));
        rows[1][rows[0].IndexOf("message")].Should().Be(cell);
        rows[1][..5].Should().Equal("2026-11-22T06:59:44.8461239Z", "payrep", "default", "p1", "failure");
    }

    [Fact]
    public void Every_cell_that_others_write_is_guarded()
    {
        var meld = MeldActivity.Parse("""
            {"key":"=k","occurredAt":"2026-11-22T07:00:00Z","actor":{"id":"=1","name":"=2","type":"=3"},"entity":{"id":"=4","type":"=5"},
             "attributes":{"action":"=6","eventType":"=7","requestId":"=8","customerId":"=9","connectionId":"=a","method":"=b","path":"=c","message":"=d","ip":"=e"}}
            """u8);
        var cells = Rows(Field.AllButRaw, forTerminal: false, meld)[1];

        cells.Should().NotContain(cell => cell.StartsWith('='));
        cells.Where(cell => cell.StartsWith("'=", StringComparison.Ordinal)).Should().HaveCount(15);
    }

    [Fact]
    public void A_terminal_gets_no_character_that_it_obeys() =>
        Rows(Field.Parse("--fields", "message"), forTerminal: true, Entries.Payrep("=a\u001b[2J\u202e\u009b"))[1].Should().Equal("'=a\\u{001B}[2J\\u{202E}\\u{009B}");

    [Fact]
    public void The_fields_are_those_asked_for() =>
        Rows(Field.Parse("--fields", "raw,ID"), forTerminal: false, Entries.Meld()).Should().BeEquivalentTo(
            new[] { new[] { "raw", "id" }, ["""{"key":"k1","occurredAt":"2026-11-22T07:00:00Z","attributes":{}}""", "k1"] }, options => options.WithStrictOrdering());

    [Fact]
    public void Without_entries_there_is_the_header() => Rows(Field.AllButRaw, forTerminal: false).Should().ContainSingle();

    [Fact]
    public void What_goes_on_has_no_second_header() =>
        Entries.Written(
            output =>
            {
                var csv = new CsvEntryWriter(output, Field.Parse("--fields", "id"), forTerminal: false);
                csv.Continue();
                return csv;
            },
            Entries.Payrep()).Should().Be("p1\r\n");

    private static List<List<string>> Rows(IReadOnlyList<Field> fields, bool forTerminal, params ActivityLogEntry[] entries) =>
        Csv.Read(Encoding.UTF8.GetBytes(Entries.Written(output => new CsvEntryWriter(output, fields, forTerminal), entries)));
}
