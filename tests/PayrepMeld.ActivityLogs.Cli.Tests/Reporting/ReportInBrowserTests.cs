using Microsoft.Playwright;
using PayrepMeld.ActivityLogs.Cli.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Reporting;

/// <summary>The report as people see it.</summary>
public sealed class ReportInBrowserTests(Browser browser) : IClassFixture<Browser>
{
    /// <summary>Where screenshots are kept; the tests' own folder unless the environment names another.</summary>
    private static string Screenshots =>
        Environment.GetEnvironmentVariable("ACTIVITYLOGS_SCREENSHOTS") is { Length: > 0 } folder ? folder : Path.Combine(AppContext.BaseDirectory, "screenshots");

    [ChromiumFact]
    public async Task It_is_seen_in_light_and_in_dark()
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 4000);
        using var folder = new TempFolder();
        var config = ToolRun.Configure(vendors, folder);
        (await ToolRun.OfAsync(TimeProvider.System, "report", folder["r.html"], "--config", config, "--utc")).MustSucceed();

        foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            await using var opened = await browser.OpenAsync(folder["r.html"], scheme);
            await opened.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Screenshots, $"report-{scheme.ToString().ToLowerInvariant()}.png"), FullPage = true });
            opened.Complaints.Should().BeEmpty();
            opened.Requests.Should().ContainSingle();
        }

        await using var phone = await browser.OpenAsync(folder["r.html"], width: 375, height: 800);
        await phone.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Screenshots, "report-phone.png"), FullPage = true });
    }
}
