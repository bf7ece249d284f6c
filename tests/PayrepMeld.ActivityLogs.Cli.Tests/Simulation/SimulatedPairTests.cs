using System.Net;
using PayrepMeld.ActivityLogs.Cli.Simulation;
using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Simulation;

/// <summary>Simulated vendors, without the tool around them.</summary>
public sealed class SimulatedPairTests
{
    private readonly FakeTime _time = new();

    [Fact]
    public async Task New_entries_appear_as_time_goes_by_of_both_vendors_in_turn()
    {
        await using var pair = new SimulatedPair(new SimulationSettings { Entries = 100 }, _time);

        _time.Advance(TimeSpan.FromSeconds(9));

        (pair.Payrep.Count, pair.Meld.Count).Should().Be((105, 104));
        pair.Payrep.List().Take(5).Select(row => row.CreatedAt).Should().Equal(new[] { 0, 2, 4, 6, 8 }.Select(ago => _time.GetUtcNow().AddSeconds(-ago)));
        pair.Payrep.List().Select(row => row.Id).Should().OnlyHaveUniqueItems();
        pair.Meld.List().Select(row => row.Key).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Without_a_pace_nothing_is_new()
    {
        await using var pair = new SimulatedPair(new SimulationSettings { Entries = 100, Live = TimeSpan.Zero }, _time);

        _time.Advance(TimeSpan.FromHours(1));

        (pair.Payrep.Count, pair.Meld.Count).Should().Be((100, 100));
    }

    [Theory]
    [InlineData("http://127.0.0.1:80/")]
    [InlineData("http://127.0.0.1:39651/")]
    public async Task Where_they_are_is_said_with_the_port(string address)
    {
        await using var pair = new SimulatedPair(new SimulationSettings { Entries = 0 }, _time);

        SimulatedPair.Address(new Uri(address)).Should().Be(address.TrimEnd('/'));
        pair.Configuration(new Uri(address), new Uri(address)).Where(setting => setting.Key.EndsWith(":BaseAddress", StringComparison.Ordinal)).Select(setting => setting.Value)
            .Should().Equal(address.TrimEnd('/'), address.TrimEnd('/'));
    }

    [Fact]
    public async Task Ten_million_entries_are_not_made_before_they_are_asked_for()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();

        await using var pair = new SimulatedPair(new SimulationSettings { Entries = 10_000_000 }, _time);

        pair.Meld.Count.Should().Be(10_000_000);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(1_000_000);
    }

    [Fact]
    public async Task A_share_of_the_requests_fails_the_same_ones_with_the_same_seed()
    {
        var one = await AnswersAsync(new SimulationSettings { Entries = 100, FaultRate = 0.2, Seed = 5 });
        var again = await AnswersAsync(new SimulationSettings { Entries = 100, FaultRate = 0.2, Seed = 5 });
        var other = await AnswersAsync(new SimulationSettings { Entries = 100, FaultRate = 0.2, Seed = 6 });
        var none = await AnswersAsync(new SimulationSettings { Entries = 100, Seed = 5 });

        one.Should().Equal(again).And.NotEqual(other);
        one.Count(answer => answer != "fine").Should().BeInRange(40, 80, "it is a fifth of 300");
        one.Distinct(StringComparer.Ordinal).Should().BeEquivalentTo("fine", "late", "503", "502", "429", "HTML", "broken");
        none.Should().OnlyContain(answer => answer == "fine");
    }

    [Fact]
    public async Task Every_answer_takes_its_time()
    {
        await using var pair = new SimulatedPair(new SimulationSettings { Entries = 100, Delay = TimeSpan.FromSeconds(3) }, _time);
        using var client = new HttpClient(pair.Payrep.CreateHandler()) { BaseAddress = new Uri("https://payrep.test") };

        var answer = client.PostAsync("api/v1/auth/web/login", content: null);
        _time.Advance(TimeSpan.FromSeconds(2.9));
        answer.IsCompleted.Should().BeFalse();
        _time.Advance(TimeSpan.FromSeconds(0.1));

        (await answer.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System)).Dispose();
    }

    private async Task<List<string>> AnswersAsync(SimulationSettings settings)
    {
        await using var pair = new SimulatedPair(settings with { Live = TimeSpan.Zero }, _time);
        using var client = new HttpClient(pair.Meld.CreateHandler()) { BaseAddress = new Uri("https://meld.test") };
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "BASIC meld-test-key");
        List<string> answers = [];
        for (var i = 0; i < 300; i++)
        {
            var answer = client.GetAsync("activity-log?start=2026-01-01T00:00:00Z&end=2027-01-01T00:00:00Z&limit=5");
            var isLate = !answer.IsCompleted;
            _time.Advance(TimeSpan.FromSeconds(isLate ? 2 : 0));
            answers.Add(isLate ? "late" : await NameAsync(answer));
        }

        return answers;
    }

    private static async Task<string> NameAsync(Task<HttpResponseMessage> answer)
    {
        try
        {
            using var response = await answer;
            return response.StatusCode != HttpStatusCode.OK ? ((int)response.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture)
                : response.Content.Headers.ContentType?.MediaType == "text/html" ? "HTML"
                : "fine";
        }
        catch (Exception e) when (e is HttpRequestException or HttpIOException)
        {
            return "broken";
        }
    }
}
