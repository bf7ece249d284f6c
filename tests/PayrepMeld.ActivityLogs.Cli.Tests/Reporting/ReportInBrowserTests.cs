using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;
using PayrepMeld.ActivityLogs.Cli.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Reporting;

/// <summary>The report as people see it, in Debian's Chromium.</summary>
public sealed class ReportInBrowserTests(Browser browser) : IClassFixture<Browser>
{
    /// <summary>Where screenshots and their page are kept; the tests' own folder unless the environment names another.</summary>
    private static string Screenshots =>
        Environment.GetEnvironmentVariable("REPORT_PICTURES") is { Length: > 0 } folder ? folder : Path.Combine(AppContext.BaseDirectory, "screenshots");

    [ChromiumFact]
    public async Task It_is_readable_in_light_and_in_dark_and_asks_for_nothing()
    {
        using var folder = new TempFolder();
        await ReportAsync(folder, rows: 4000, isHostile: false);
        Directory.CreateDirectory(Screenshots);
        File.Copy(folder["r.html"], Path.Combine(Screenshots, "report.html"), overwrite: true);

        foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            await using var opened = await browser.OpenAsync(folder["r.html"], scheme);

            await opened.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Screenshots, $"report-{scheme.ToString().ToLowerInvariant()}.png"), FullPage = true });
            opened.Complaints.Should().BeEmpty();
            opened.Requests.Should().Equal(new Uri(folder["r.html"]).AbsoluteUri);
            (await ContrastsAsync(opened.Page)).Should().NotBeEmpty().And.OnlyContain(text => text.Contrast >= 4.5);
        }
    }

    [ChromiumFact]
    public async Task No_text_of_a_row_becomes_part_of_the_page()
    {
        using var folder = new TempFolder();
        await ReportAsync(folder, rows: 200, isHostile: true);

        await using var opened = await browser.OpenAsync(folder["r.html"]);
        await OpenDetailsAsync(opened.Page);

        opened.Complaints.Should().BeEmpty();
        opened.Requests.Should().ContainSingle();
        (await opened.Page.TitleAsync()).Should().Be("Activity report");
        (await opened.Page.Locator("script, img, iframe, a, link, [onload], [onerror], [style]").CountAsync()).Should().Be(0);
        (await opened.Page.InnerTextAsync("#messages")).Should().Contain("<script>document.title='ran'</script>");
    }

    [ChromiumFact]
    public async Task A_script_that_was_let_in_would_be_seen_and_not_run()
    {
        // The control of the test above: the same page with a script in it.
        using var folder = new TempFolder();
        await ReportAsync(folder, rows: 20, isHostile: false);
        var html = await File.ReadAllTextAsync(folder["r.html"]);
        await File.WriteAllTextAsync(folder["script.html"], html.Replace("</main>", "<script>document.title='ran'</script><img src='https://127.0.0.1:9/x'></main>", StringComparison.Ordinal));
        await File.WriteAllTextAsync(folder["open.html"], "<title>Activity report</title><script>document.title='ran'</script>");

        await using var guarded = await browser.OpenAsync(folder["script.html"]);
        await using var open = await browser.OpenAsync(folder["open.html"]);

        guarded.Complaints.Should().Contain(complaint => complaint.Contains("Content Security Policy", StringComparison.Ordinal));
        (await guarded.Page.TitleAsync()).Should().Be("Activity report");
        (await open.Page.TitleAsync()).Should().Be("ran");
    }

    [ChromiumTheory]
    [InlineData(375, false)]
    [InlineData(375, true)]
    [InlineData(1280, true)]
    public async Task It_fits_its_window(int width, bool isHostile)
    {
        using var folder = new TempFolder();
        await ReportAsync(folder, rows: 1000, isHostile);

        await using var opened = await browser.OpenAsync(folder["r.html"], width: width, height: 800);
        await OpenDetailsAsync(opened.Page);

        (await opened.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).Should().BeLessThanOrEqualTo(width);
        (await opened.Page.EvaluateAsync<int>("Math.ceil(Math.max(...[...document.querySelectorAll('main *:not(svg *)')].map(e => e.getBoundingClientRect().right)))")).Should().BeLessThanOrEqualTo(width);
        await opened.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Screenshots, $"report-{width}{(isHostile ? "-hostile" : "")}.png"), FullPage = !isHostile });
    }

    [ChromiumFact]
    public async Task Its_figures_are_those_of_stats()
    {
        using var folder = new TempFolder();
        var rows = await ReportAsync(folder, rows: 1500, isHostile: false);

        await using var opened = await browser.OpenAsync(folder["r.html"]);
        await OpenDetailsAsync(opened.Page);

        var total = rows.Single(r => Text(r, "by") == "total");
        foreach (var (id, name) in (ValueTuple<string, string>[])[("requests", "requests"), ("failures", "failures"), ("unknown", "unknown")])
        {
            (await opened.Page.InnerTextAsync($"dd#{id}")).Should().Be(Count(total, name).ToString("N0", CultureInfo.InvariantCulture));
        }

        (await opened.Page.InnerTextAsync("dd#rate")).Should().Be(total.GetProperty("failureRate").GetDouble().ToString("0.0%", CultureInfo.InvariantCulture));
        foreach (var (table, by) in (ValueTuple<string, string>[])[("endpoints", "endpoint"), ("addresses", "ip"), ("statuses", "status"), ("actions", "action")])
        {
            var groups = rows.Where(r => Text(r, "by") == by).ToDictionary(r => by == "endpoint" ? $"{Text(r, "method")} {Text(r, "group")}" : Text(r, "group")!, StringComparer.Ordinal);
            var shown = await opened.Page.Locator($"#{table} tbody tr:not(.others)").AllAsync();
            shown.Should().NotBeEmpty();
            foreach (var row in shown)
            {
                var group = groups[await row.Locator("summary").InnerTextAsync()];
                (await row.Locator("td").AllInnerTextsAsync()).Take(2).Should().Equal(Count(group, "requests").ToString("N0", CultureInfo.InvariantCulture), Count(group, "failures").ToString("N0", CultureInfo.InvariantCulture));
            }
        }

        // The bars of failures, and the table below them, hold them all.
        (await opened.Page.Locator("svg.failures rect").CountAsync()).Should().Be(rows.Count(r => Text(r, "by") == "hour" && Count(r, "failures") > 0));
        (await opened.Page.Locator("#hours tbody tr td:nth-child(3)").AllInnerTextsAsync()).Sum(n => int.Parse(n, NumberStyles.AllowThousands, CultureInfo.InvariantCulture)).Should().Be((int)Count(total, "failures"));
    }

    [ChromiumFact]
    public async Task Who_does_not_see_it_can_read_it()
    {
        using var folder = new TempFolder();
        await ReportAsync(folder, rows: 500, isHostile: false);

        await using var opened = await browser.OpenAsync(folder["r.html"]);

        (await opened.Page.Locator("h1").CountAsync()).Should().Be(1);
        (await opened.Page.Locator("table:not(:has(caption))").CountAsync()).Should().Be(0);
        (await opened.Page.Locator("section:not([aria-label]):not([aria-labelledby])").CountAsync()).Should().Be(0);
        (await opened.Page.GetByRole(AriaRole.Img, new PageGetByRoleOptions { Name = "Failures in each hour" }).CountAsync()).Should().Be(1);
        (await opened.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('[aria-labelledby]')].flatMap(e => e.getAttribute('aria-labelledby').split(' ')).filter(id => !document.getElementById(id))")).Should().BeEmpty();
        (await opened.Page.GetByRole(AriaRole.Row).CountAsync()).Should().BeGreaterThan(20);
        await using var phone = await browser.OpenAsync(folder["r.html"], width: 375);
        (await phone.Page.GetByRole(AriaRole.Row).CountAsync()).Should().Be(await opened.Page.GetByRole(AriaRole.Row).CountAsync());
    }

    private static async Task<List<JsonElement>> ReportAsync(TempFolder folder, int rows, bool isHostile)
    {
        await using var vendors = await TwoFakes.StartAsync(rows);
        if (isHostile)
        {
            Hostile.Insert(vendors);
        }

        var config = ToolRun.Configuration(vendors, folder);
        var now = TimeProvider.System.GetUtcNow();
        string[] range = ["--since", now.AddDays(-6).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), "--until", now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), "--utc", "--config", config];
        (await ToolRun.OfAsync(TimeProvider.System, ["report", folder["r.html"], .. isHostile ? (string[])["-n", "1000"] : [], .. range])).MustEndWell();
        var stats = (await ToolRun.OfAsync(TimeProvider.System, ["stats", "--output", "json", .. range])).MustEndWell();
        return [.. JsonDocument.Parse(stats.Output).RootElement.EnumerateArray()];
    }

    private static async Task OpenDetailsAsync(IPage page) => await page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");

    // WCAG's contrast of each text with what it stands on: the page, or the wash behind a command.
    private static async Task<IReadOnlyList<(string Text, double Contrast)>> ContrastsAsync(IPage page)
    {
        var found = await page.EvaluateAsync<JsonElement>(
            """
            () => {
              const light = c => { const p = c.match(/[\d.]+/g).slice(0, 3).map(v => v / 255).map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * p[0] + 0.7152 * p[1] + 0.0722 * p[2]; };
              const behind = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; if (c !== 'rgba(0, 0, 0, 0)') return c; } return 'rgb(255, 255, 255)'; };
              return [...document.querySelectorAll('h1, h2, p, dt, dd, th, td, small, caption, summary, li, figcaption, code, svg text, .mark')].map(e => {
                const s = getComputedStyle(e), a = light(e.tagName === 'text' ? s.fill : s.color), b = light(behind(e));
                return { text: e.tagName, contrast: (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) };
              });
            }
            """);
        return [.. found.EnumerateArray().Select(e => (e.GetProperty("text").GetString()!, e.GetProperty("contrast").GetDouble()))];
    }

    private static string? Text(JsonElement row, string name) => row.GetProperty(name).GetString();

    private static long Count(JsonElement row, string name) => row.GetProperty(name).GetInt64();
}
