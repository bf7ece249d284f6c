using Microsoft.Extensions.Configuration;
using PayrepMeld.ActivityLogs.Quickstart;
using PayrepMeld.ActivityLogs.Testing;

namespace PayrepMeld.ActivityLogs.Samples.Tests;

public sealed class QuickstartTests
{
    private const string Canary = "Canary-5f3d";

    [Fact]
    public async Task With_nothing_configured_it_reads_two_fakes()
    {
        var (exitCode, output, errors) = await RunAsync([]);

        (exitCode, errors).Should().Be((0, ""));
        output.Should().Contain("two fakes run in this process").And.Contain("The newest 20 entries:")
            .And.Contain("  Payrep  ").And.Contain("  Meld    ").And.MatchRegex("Failures of the last day: [1-9]").And.Contain("ActivityLogs__Meld__ApiKey");
    }

    [Fact]
    public async Task Bad_configuration_is_usage_and_lists_all_that_is_wrong()
    {
        var (exitCode, _, errors) = await RunAsync([("Meld:Environment", "Nowhere"), ("Meld:Secret", Canary)]);

        exitCode.Should().Be(2);
        errors.Should().Contain("ActivityLogs:Meld:Secret is not a known key").And.Contain("ActivityLogs:Meld:Environment is 'Nowhere'")
            .And.Contain("ActivityLogs:Meld:ApiKey is missing").And.NotContain(Canary);
    }

    [Fact]
    public async Task A_configuration_that_cannot_be_read_is_usage()
    {
        using var errors = new StringWriter();

        var exitCode = await Session.RunAsync(() => throw new InvalidDataException("Not JSON."), TextWriter.Null, errors, TimeProvider.System, CancellationToken.None);

        (exitCode, errors.ToString().Trim()).Should().Be((2, "The configuration cannot be read: Not JSON."));
    }

    [Fact]
    public async Task A_refused_key_is_authentication()
    {
        await using var meld = await FakeMeldServer.StartAsync();

        var (exitCode, _, errors) = await RunAsync([("Meld:BaseAddress", meld.BaseAddress.AbsoluteUri), ("Meld:ApiKey", Canary)]);

        exitCode.Should().Be(3);
        errors.Should().StartWith("Meld refused the credentials.").And.NotContain(Canary).And.NotContain("   at ");
    }

    [Fact]
    public async Task A_refused_login_is_authentication()
    {
        await using var payrep = await FakePayrepServer.StartAsync();

        var (exitCode, _, errors) = await RunAsync(
            [("Payrep:BaseAddress", payrep.BaseAddress.AbsoluteUri), ("Payrep:Email", "a@b.example"), ("Payrep:Password", Canary)]);

        exitCode.Should().Be(3);
        errors.Should().StartWith("Payrep refused the credentials.").And.NotContain(Canary).And.NotContain("   at ");
    }

    [Fact]
    public async Task A_host_that_does_not_answer_is_unavailable()
    {
        var (exitCode, _, errors) = await RunAsync(
            [("Meld:BaseAddress", "http://127.0.0.1:1"), ("Meld:ApiKey", Canary), ("Meld:Resilience:MaxRetries", "0")]);

        exitCode.Should().Be(4);
        errors.Should().StartWith("Meld cannot be reached.").And.NotContain(Canary).And.NotContain("   at ");
    }

    [Fact]
    public async Task A_redirect_is_a_protocol_error()
    {
        await using var meld = await FakeMeldServer.StartAsync();
        meld.Faults.Always(Fault.Redirect(new Uri("https://elsewhere.example.com")));

        var (exitCode, _, errors) = await RunAsync(
            [("Meld:BaseAddress", meld.BaseAddress.AbsoluteUri), ("Meld:ApiKey", "meld-test-key")]);

        exitCode.Should().Be(5);
        errors.Should().StartWith("Meld answered something unexpected.");
    }

    [Fact]
    public async Task Cancellation_is_an_interruption()
    {
        var (exitCode, _, errors) = await RunAsync([], new CancellationToken(canceled: true));

        (exitCode, errors.Trim()).Should().Be((130, "Interrupted."));
    }

    [Fact]
    public async Task Text_of_a_row_cannot_move_the_terminal()
    {
        await using var meld = await FakeMeldServer.StartAsync(o => o.Rows.Add(
            new MeldRow { Key = "1", OccurredAt = TimeProvider.System.GetUtcNow(), Action = "a\x1b[31m\u202eb", Message = "line\nbreak" }));

        var (exitCode, output, _) = await RunAsync([("Accounts:acme:Meld:BaseAddress", meld.BaseAddress.AbsoluteUri), ("Accounts:acme:Meld:ApiKey", "meld-test-key")]);

        exitCode.Should().Be(0);
        output.Should().Contain("The newest 1 entries of account acme:").And.Contain("a\\u{001B}[31m\\u{202E}b").And.Contain("line\\u{000A}break")
            .And.NotContain("\x1b").And.NotContain("\u202e");
    }

    [Theory]
    [InlineData("plain é 漢 😀", "plain é 漢 😀")]
    [InlineData("\r\n\t\0\x7f\x9b", "\\u{000D}\\u{000A}\\u{0009}\\u{0000}\\u{007F}\\u{009B}")]
    [InlineData("\u200e\u200f\u061c\u202a\u2066\u2069\u200b\ufeff", "\\u{200E}\\u{200F}\\u{061C}\\u{202A}\\u{2066}\\u{2069}\\u{200B}\\u{FEFF}")]
    [InlineData("\u2028\u2029", "\\u{2028}\\u{2029}")]
    [InlineData("\U000E0041", "\\u{E0041}")]
    [InlineData(null, "")]
    public void What_is_invisible_is_shown_by_its_number(string? text, string shown) => SafeText.Escape(text).Should().Be(shown);

    [Fact]
    public void Half_a_character_is_shown_as_a_replacement() => SafeText.Escape("a\ud800b").Should().Be("a\ufffdb");

    [Fact]
    public void A_long_cell_is_cut_between_characters()
    {
        var table = new EntryTable();
        var action = new string('x', 44) + "😀😀😀";
        table.Add(MeldActivity.Parse(System.Text.Encoding.UTF8.GetBytes($$$"""{"key":"1","occurredAt":"2026-01-01T00:00:00Z","attributes":{"action":"{{{action}}}"}}""")));

        table.ToString().Should().Contain(new string('x', 44) + "...").And.NotContain("\ufffd");
        table.ToString().EnumerateRunes().Should().NotContain(System.Text.Rune.ReplacementChar);
    }

    private static async Task<(int ExitCode, string Output, string Errors)> RunAsync(
        IEnumerable<(string Key, string Value)> values, CancellationToken cancellationToken = default)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values.Select(v => KeyValuePair.Create("ActivityLogs:" + v.Key, (string?)v.Value))).Build();

        var exitCode = await Session.RunAsync(() => configuration, output, errors, TimeProvider.System, cancellationToken);
        return (exitCode, output.ToString(), errors.ToString());
    }
}

