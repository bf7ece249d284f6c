extern alias csv;

using csv::PayrepMeld.ActivityLogs.ExportToCsv;
using PayrepMeld.ActivityLogs.Samples.Tests.Infrastructure;
using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Samples.Tests;

public sealed class ExportedCellsTests
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);
    private readonly FakeTime _time = new();

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "'\r=1")]
    [InlineData("=\"a\",\r\n\"b\"", "'=\"a\",\r\n\"b\"")]
    [InlineData("\"=1\"", "\"=1\"")]
    [InlineData("'=1", "'=1")]
    [InlineData(" =1", " =1")]
    [InlineData("a=1", "a=1")]
    [InlineData("a,\"b\"\r\nc;\td", "a,\"b\"\r\nc;\td")]
    [InlineData("a\0b é 漢 😀\u202e", "a\0b é 漢 😀\u202e")]
    public async Task A_cell_is_the_text_unless_a_spreadsheet_would_run_it(string message, string cell)
    {
        await using var log = InMemoryActivityLogClient.Of([new PayrepRow { Id = "1", CreatedAt = _time.GetUtcNow().AddHours(-1), Message = message }], []);
        using var folder = new TempFolder();

        await new CsvExport(log, "here", folder["out.csv"], _time).RunAsync(Week, CancellationToken.None);

        var rows = Csv.Read(File.ReadAllBytes(folder["out.csv"]));
        rows.Should().HaveCount(2).And.OnlyContain(row => row.Count == 17);
        rows[1][rows[0].IndexOf("Message")].Should().Be(cell);
        rows[1][rows[0].IndexOf("OccurredAt")].Should().Be("2026-04-15T11:00:00.0000000Z");
    }

    [Fact]
    public async Task Half_a_character_becomes_a_replacement()
    {
        var at = _time.GetUtcNow().AddHours(-1);
        await using var log = InMemoryActivityLogClient.Of(
            [new PayrepRow { Id = "1", CreatedAt = at }.WithRawJson($$"""{"id":"1","created_at":"{{at:yyyy-MM-ddTHH:mm:ssZ}}","message":"\ud800 half"}""")], []);
        using var folder = new TempFolder();

        await new CsvExport(log, "here", folder["out.csv"], _time).RunAsync(Week, CancellationToken.None);

        Csv.Read(File.ReadAllBytes(folder["out.csv"]))[1][9].Should().Be("\ufffd half");
    }

    [Fact]
    public async Task Every_column_that_others_write_is_guarded()
    {
        await using var log = InMemoryActivityLogClient.Of(
            [new PayrepRow { Id = "=id", CreatedAt = _time.GetUtcNow(), Message = "=m", Endpoint = "=e", Method = "=h", IpAddress = "=i" }],
            [new MeldRow { Key = "=key", OccurredAt = _time.GetUtcNow(), Action = "=a", RequestId = "=r", Actor = new("=1", "=2", "=3"), Entity = new("=4", "=5") }]);
        using var folder = new TempFolder();

        // What bears the very time of the start belongs to the next export.
        _time.Advance(TimeSpan.FromSeconds(1));
        await new CsvExport(log, "here", folder["out.csv"], _time).RunAsync(Week, CancellationToken.None);

        var cells = Csv.Read(File.ReadAllBytes(folder["out.csv"])).SelectMany(row => row).ToList();
        cells.Should().NotContain(cell => cell.StartsWith('='));
        cells.Where(cell => cell.StartsWith("'=", StringComparison.Ordinal)).Should().HaveCount(14);
    }

    [Fact]
    public async Task An_empty_log_is_a_header()
    {
        await using var log = new InMemoryActivityLogClient();
        using var folder = new TempFolder();

        await new CsvExport(log, "here", folder["out.csv"], _time).RunAsync(Week, CancellationToken.None);

        Csv.Read(File.ReadAllBytes(folder["out.csv"])).Should().ContainSingle().Which.Should().StartWith(["OccurredAt", "Vendor"]);
        folder.Files.Should().Equal("out.csv");
    }

    [Fact]
    public async Task Rows_that_cannot_be_read_are_not_passed_over_in_silence()
    {
        await using var fakes = await TwoFakes.StartAsync(rows: 50);
        var now = TimeProvider.System.GetUtcNow().AddHours(-2);
        fakes.Payrep.Vendor.Insert(new PayrepRow { Id = "a", CreatedAt = now }.WithRawJson("""{"created_at":"not a time"}"""));
        using var folder = new TempFolder();

        using var export = ProgramProcess.Start("ExportToCsv", fakes.Environment, folder["out.csv"]);

        (await export.ExitedAsync(), export.Errors.Trim()).Should().Be((7, "1 rows of the vendor could not be read and are not in the file."));
        Csv.Read(File.ReadAllBytes(folder["out.csv"])).Should().HaveCount(101);
    }
}
