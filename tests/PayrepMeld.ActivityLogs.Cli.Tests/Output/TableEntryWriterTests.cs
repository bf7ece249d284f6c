using System.Text.RegularExpressions;
using PayrepMeld.ActivityLogs.Cli.Output;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Output;

public sealed class TableEntryWriterTests
{
    private static readonly TimeZoneInfo Lagos = TimeZoneInfo.CreateCustomTimeZone("+1", TimeSpan.FromHours(1), "+1", "+1");

    private static readonly ActivityLogEntry[] Some =
    [
        Entries.Payrep(),
        Entries.Payrep(message: "漢字漢字漢字漢字漢字漢字漢字漢字漢字 and 😀 e\u0301", endpoint: "/api/v1/a/very/long/path/of/an/endpoint/of/the/vendor/transfers", ip: "2001:0db8:0000:0000:0000:ff00:0042:8329"),
        Entries.Meld("""{"action":"INBOUND_REQUEST_WEBHOOK"}"""),
        Entries.Payrep(message: null, endpoint: null, method: null, status: "success", code: int.MaxValue, ip: new string('9', 100)),
        Entries.Payrep(message: "\u001b[2J\u202e\n<script>", ip: null),
    ];

    [Fact]
    public void A_pipe_gets_whole_cells_and_no_more()
    {
        var lines = Table(null, false, Lagos, Some).Split('\n');

        lines.Should().StartWith(
        [
            "time                           vendor  outcome  status  request                                       message                                       ip",
            "2026-11-22 07:59:44.846+01:00  payrep  failure     400  POST /api/v1/transfers                        Insufficient funds                            203.0.113.7",
        ]);
        lines[2].Should().Be(
            "2026-11-22 07:59:44.846+01:00  payrep  failure     400  POST /api/v1/a/very/long/path/of/an/endpoint/of/the/vendor/transfers  "
            + "漢字漢字漢字漢字漢字漢字漢字漢字漢字 and 😀 e\u0301  2001:0db8:0000:0000:0000:ff00:0042:8329");
        lines[3].Should().Be("2026-11-22 08:00:00.000+01:00  meld    unknown          INBOUND_REQUEST_WEBHOOK");
        lines[5].Should().EndWith("\\u{001B}[2J\\u{202E}\\u{000A}<script>");
        lines.Should().HaveCount(Some.Length + 2).And.NotContain(line => line.EndsWith(' '));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(29)]
    [InlineData(40)]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(120)]
    [InlineData(200)]
    [InlineData(1000)]
    public void On_a_terminal_rows_fit_and_columns_stand_in_line(int width)
    {
        var lines = Table(width, false, Lagos, Some).TrimEnd('\n').Split('\n');

        lines.Should().HaveCount(Some.Length + 1).And.OnlyContain(line => CellWidth.Of(line) <= width && !line.EndsWith(' '));
        if (width >= 80)
        {
            var request = lines[0].IndexOf("request", StringComparison.Ordinal);
            lines.Skip(1).Take(2).Should().OnlyContain(line => line[request - 1] == ' ' && line.Substring(request, 4) == "POST");
        }
    }

    [Fact]
    public void Eighty_columns_show_what_failed()
    {
        Table(80, false, Lagos, Some).Split('\n').Take(2).Should().Equal(
            "time                 vendor outcome status request               message",
            "11-22 07:59:44+01:00 payrep failure    400 POST …pi/v1/transfers Insufficient f…");
    }

    [Fact]
    public void A_wide_terminal_cuts_nothing_that_fits() => Table(300, false, Lagos, Some).Split('\n')[..4].Should().NotContain(line => line.Contains('…', StringComparison.Ordinal));

    [Fact]
    public void Failures_are_red_and_the_unknown_yellow()
    {
        var lines = Table(120, true, Lagos, [Entries.Payrep(), Entries.Meld(), Entries.Payrep(status: "success", code: 200)]).Split('\n');

        lines[0].Should().StartWith("\e[2mtime\e[0m").And.Contain("\e[2mstatus\e[0m");
        lines[1].Should().Contain("\e[31mfailure\e[0m").And.Contain("\e[31m400\e[0m").And.NotContain("\e[33m");
        lines[2].Should().Contain("\e[33munknown\e[0m").And.NotContain("\e[31m");
        lines[3].Should().NotContain("\e");
        var plain = Table(120, false, Lagos, [Entries.Payrep(), Entries.Meld(), Entries.Payrep(status: "success", code: 200)]);
        Regex.Replace(string.Join('\n', lines), "\e\\[[0-9]+m", "", RegexOptions.None, TimeSpan.FromSeconds(1)).Should().Be(plain);
    }

    [Fact]
    public void In_utc_times_end_with_z() =>
        Table(null, false, TimeZoneInfo.Utc, [Entries.Payrep()]).Split('\n')[1].Should().StartWith("2026-11-22 06:59:44.846Z  payrep");

    [Fact]
    public void Fields_that_are_asked_for_stand_in_their_order()
    {
        var columns = Field.Parse("--fields", "status,id,message").Select(field => TableColumn.Of(field, Lagos)).ToList();

        Entries.Written(output => new TableEntryWriter(output, columns, width: null, hasColor: false), Entries.Payrep()).Split('\n').Should().Equal(
            "status  id                                    message",
            "   400  p1                                    Insufficient funds",
            "");
    }

    [Fact]
    public void Every_field_can_be_a_column()
    {
        var columns = Field.All.Select(field => TableColumn.Of(field, Lagos)).ToList();

        Entries.Written(output => new TableEntryWriter(output, columns, width: null, hasColor: false), Some).Split('\n')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Should().Equal(Field.All.Select(field => field.Name));
    }

    [Fact]
    public void A_row_is_there_before_the_next_one_comes()
    {
        using var output = new MemoryStream();
        var table = new TableEntryWriter(output, TableColumn.ByDefault(Lagos, width: 80), width: 80, hasColor: false);
        table.Write(Entries.Payrep());
        var lines = Lines();
        table.Write(Entries.Payrep());

        (lines, Lines()).Should().Be((2, 3), "a heading comes with the first row");

        int Lines() => output.ToArray().Count(b => b == '\n');
    }

    [Fact]
    public void Without_entries_there_is_nothing() => Table(80, true, Lagos, []).Should().BeEmpty();

    private static string Table(int? width, bool hasColor, TimeZoneInfo zone, IEnumerable<ActivityLogEntry> entries) =>
        Entries.Written(output => new TableEntryWriter(output, TableColumn.ByDefault(zone, width), width, hasColor), entries);
}
