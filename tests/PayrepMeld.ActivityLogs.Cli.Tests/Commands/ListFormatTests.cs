using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using PayrepMeld.ActivityLogs.Cli.Tests.Infrastructure;
using PayrepMeld.ActivityLogs.Testing;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Commands;

/// <summary>Each format of <c>activitylogs list</c> through a pipe and on a terminal, with rows that mean harm.</summary>
public sealed partial class ListFormatTests
{
    private const string Harm = "=HYPERLINK(\"http://evil.example\",\"x\")<script>alert(1)</script>\u001b[2J\u009b2J gnp.\u202eexe";

    // As it is sent: JSON needs the escape character as an escape, the others may stand there themselves.
    private const string HarmJson = "=HYPERLINK(\\\"http://evil.example\\\",\\\"x\\\")<script>alert(1)</script>\\u001b[2J\u009b2J gnp.\u202eexe";

    private const string Row = "{\"id\":\"harm\",\"created_at\":\"2026-11-20T08:00:00Z\",\"status\":\"error\",\"response_code\":\"400\",\"new\":[1.50,{}],\"message\":\"" + HarmJson + "\"}";

    [Fact]
    public async Task A_table_in_a_pipe_is_plain_and_whole()
    {
        await using var vendors = await HarmfulAsync();

        var run = (await CliRun.OfAsync([.. vendors.Environment, ("FORCE_COLOR", "1")], "list", "--utc")).MustSucceed();

        run.Lines[0].Should().StartWith("time ").And.EndWith("  ip");
        run.Lines[1].Should().Be("2026-11-20 08:00:00.000Z  payrep  failure     400" + new string(' ', 48)
            + "=HYPERLINK(\"http://evil.example\",\"x\")<script>alert(1)</script>\\u{001B}[2J\\u{009B}2J gnp.\\u{202E}exe");
    }

    [Fact]
    public async Task Csv_in_a_pipe_is_exact_but_for_the_formula()
    {
        await using var vendors = await HarmfulAsync();

        var run = (await CliRun.OfAsync(vendors, "list", "-o", "csv", "--fields", "id,message,raw")).MustSucceed();

        Csv.Read(run.Bytes).Should().BeEquivalentTo(new[] { new[] { "id", "message", "raw" }, ["harm", "'" + Harm, Row] }, options => options.WithStrictOrdering());
    }

    [Fact]
    public async Task Json_in_a_pipe_is_exact()
    {
        await using var vendors = await HarmfulAsync();

        var lines = (await CliRun.OfAsync(vendors, "list", "-o", "jsonl")).MustSucceed();
        var document = (await CliRun.OfAsync(vendors, "list", "-o", "json")).MustSucceed();
        var ecs = (await CliRun.OfAsync(vendors, "list", "-o", "ecs")).MustSucceed();

        lines.Bytes.AsSpan().EndsWith([.. ",\"raw\":"u8, .. Encoding.UTF8.GetBytes(Row), .. "}\n"u8]).Should().BeTrue();
        JsonDocument.Parse(lines.Bytes).RootElement.GetProperty("message").GetString().Should().Be(Harm);
        JsonDocument.Parse(document.Bytes).RootElement.EnumerateArray().Single().GetProperty("raw").GetRawText().Should().Be(Row);
        var (ecsMessage, original) = (JsonDocument.Parse(ecs.Bytes).RootElement.GetProperty("message"), JsonDocument.Parse(ecs.Bytes).RootElement.GetProperty("event").GetProperty("original"));
        (ecsMessage.GetString(), original.GetString()).Should().Be((Harm, Row));
    }

    [PtyFact]
    public async Task A_terminal_obeys_nothing_that_a_row_contains()
    {
        await using var vendors = await HarmfulAsync();

        foreach (var format in (string[])["table", "csv", "jsonl", "json", "ecs"])
        {
            var seen = await Pty.OfAsync(vendors, 300, "list", "-o", format, "--no-color");

            seen.ExitCode.Should().Be(0);
            Obeyed().Matches(seen.Output.Replace("\r\n", "\n", StringComparison.Ordinal)).Should().BeEmpty("of {0}", format);
            seen.Output.Should().Contain("<script>alert(1)</script>").And.Contain(format is "table" or "csv" ? "\\u{202E}" : "\\u202E");
        }
    }

    [PtyFact]
    public async Task Json_on_a_terminal_means_the_same()
    {
        await using var vendors = await HarmfulAsync();

        var seen = await Pty.OfAsync(vendors, 80, "list", "-o", "jsonl");
        var piped = await CliRun.OfAsync(vendors, "list", "-o", "jsonl");

        JsonElement.DeepEquals(JsonDocument.Parse(seen.Bytes).RootElement, JsonDocument.Parse(piped.Bytes).RootElement).Should().BeTrue();
    }

    [PtyFact]
    public async Task A_table_fits_the_terminal_and_has_its_colours_unless_told_otherwise()
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 100);

        var narrow = await Pty.OfAsync(vendors, 80, "list");
        var wide = await Pty.OfAsync(vendors, 180, "list", "--no-color");
        var told = await Pty.OutputOfAsync([.. vendors.Environment, ("NO_COLOR", "1")], 80, "list");

        narrow.Output.Should().StartWith("\e[2mtime\e[0m").And.Contain("\e[31mfailure\e[0m").And.Contain("…");
        told.Output.Should().Be(Color().Replace(narrow.Output, "")).And.NotContain("\e");
        told.Lines.Should().HaveCount(51).And.OnlyContain(line => line.Length <= 80 && !line.EndsWith(' ')).And.Contain(line => line.Length == 80);
        wide.Lines.Should().HaveCount(51).And.OnlyContain(line => line.Length <= 180 && !line.EndsWith(' ')).And.Contain(line => line.Length > 130);
        wide.Output.Should().NotContain("\e").And.Contain("POST /api/v1/transfer/api/single_transfer ");
    }

    [PtyFact]
    public async Task What_a_terminal_has_no_room_for_is_named()
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 3);

        var seen = await Pty.OfAsync(vendors, 80, "list", "--fields", "time,id,message,raw,ip", "--no-color");

        seen.Output.Should().StartWith("This terminal has no room for raw, ip; a pipe has: | less -S\n").And.Contain("time                          id ");
    }

    [Theory]
    [InlineData("table", "", "No entries.")]
    [InlineData("csv", "id,time\r\n", "")]
    [InlineData("jsonl", "", "")]
    [InlineData("json", "[]\n", "")]
    public async Task An_empty_log_is_what_the_format_makes_of_it(string format, string output, string note)
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 0);

        var run = await CliRun.OfAsync(vendors, "list", "-o", format, "--fields", "id,time");

        (run.ExitCode, run.Output, run.Errors.TrimEnd()).Should().Be((0, output, note));
    }

    [PtyFact]
    public async Task A_file_is_exact_whoever_looks_on()
    {
        await using var vendors = await HarmfulAsync();
        using var folder = new TempFolder();

        (await Pty.OfAsync(vendors, 80, "export", folder["a.csv"], "-o", "csv", "--fields", "id,message,raw")).ExitCode.Should().Be(0);
        (await Pty.OfAsync(vendors, 80, "export", folder["a.jsonl"], "-o", "jsonl")).ExitCode.Should().Be(0);

        Csv.Read(await File.ReadAllBytesAsync(folder["a.csv"])).Should().BeEquivalentTo(new[] { new[] { "id", "message", "raw" }, ["harm", "'" + Harm, Row] }, options => options.WithStrictOrdering());
        (await File.ReadAllTextAsync(folder["a.jsonl"])).Should().EndWith($",\"raw\":{Row}}}\n");
    }

    private static async Task<TwoFakes> HarmfulAsync()
    {
        var vendors = await TwoFakes.StartAsync(rows: 0);
        vendors.Payrep.Vendor.Insert(new PayrepRow { Id = "harm", CreatedAt = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero) }.WithRawJson(Row));
        return vendors;
    }

    [GeneratedRegex("[\0-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Obeyed();

    [GeneratedRegex("\e\\[[0-9]+m", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Color();
}
