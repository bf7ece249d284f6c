using System.Diagnostics;
using System.Globalization;
using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.Tests.Http;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Tests.Docs;

/// <summary>What the pages show does what they say. Alone: it uses the process's current folder.</summary>
[Collection(nameof(Alone))]
public sealed class RunningSnippetTests : IDisposable
{
    private readonly string _before = Environment.CurrentDirectory;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("activitylogs-snippet-");

    public RunningSnippetTests() => Environment.CurrentDirectory = _folder.FullName;

    public void Dispose()
    {
        Environment.CurrentDirectory = _before;
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_resumable_read_goes_on_after_an_error_and_begins_anew_after_its_end(bool isRelative)
    {
        var newest = new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);
        var time = new FakeTime(newest.AddHours(1));
        Func<IActivityLogClient, CancellationToken, Task> resume = isRelative ? (client, token) => Snippets.ResumeLastDay(client, time, token) : Snippets.Resume;
        await using var log = InMemoryActivityLogClient.Of(
            [.. Enumerable.Range(0, 250).Select(i => new PayrepRow { Id = i.ToString(CultureInfo.InvariantCulture), CreatedAt = newest.AddMinutes(-i), Status = "success" })], []);
        log.Payrep!.Faults.EnqueueFor("/fetch_activity_logs", Fault.None, Fault.None, Fault.Status(400));

        await FluentActions.Awaiting(() => resume(log, CancellationToken.None)).Should().ThrowAsync<ActivityLogException>();
        File.Exists("position").Should().BeTrue();
        var asked = log.Payrep.Journal.Count;
        time.Advance(TimeSpan.FromMinutes(5));

        await resume(log, CancellationToken.None);
        File.Exists("position").Should().BeFalse();
        log.Payrep.Journal.Requests[(int)asked].BodyText.Should().Contain("cursor_id");
        asked = log.Payrep.Journal.Count;

        await resume(log, CancellationToken.None);
        log.Payrep.Journal.Requests[(int)asked].BodyText.Should().NotContain("cursor_id");
    }

    [Fact]
    public async Task The_journal_has_the_login_and_the_page_that_the_example_waits_for()
    {
        await using var log = InMemoryActivityLogClient.Of([new PayrepRow { Id = "1", CreatedAt = TimeProvider.System.GetUtcNow() }], []);

        await Snippets.Journal(log, client => client.IdsAsync(), CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System);

        log.Payrep!.Journal.Requests[0].Path.Should().EndWith("/login");
    }

    [Fact]
    public async Task Half_a_minute_of_a_fake_clock_takes_less()
    {
        var time = new FakeTime();
        var ids = new List<string>();
        var real = Stopwatch.StartNew();

        await Snippets.Clock(time, async client => ids.AddRange(await client.IdsAsync())).WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System);

        ids.Should().Equal("1");
        time.Elapsed.Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(30));
        real.Elapsed.Should().BeLessThan(time.Elapsed);
    }
}
