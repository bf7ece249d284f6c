using Microsoft.Extensions.Configuration;
using PayrepMeld.ActivityLogs.Samples.Tests.Infrastructure;
using PayrepMeld.ActivityLogs.Testing;

namespace PayrepMeld.ActivityLogs.Samples.Tests;

/// <summary>What was saved for one account is not gone on with for another.</summary>
public sealed class SourceNameTests
{
    private const string Other = "Canary-5f3d";

    [Theory]
    [InlineData("Meld:ApiKey", "key", Other)]
    [InlineData("Payrep:Token", "token", Other)]
    [InlineData("Payrep:Email", "a@b.example", Other)]
    [InlineData("Meld:ApiKey", "key", "KEY")]
    [InlineData("Meld:Environment", "Sandbox", "Production")]
    [InlineData("Payrep:BaseAddress", "https://a.example", "https://b.example")]
    [InlineData("Accounts:default:Meld:ApiKey", "key", Other)]
    [InlineData("Accounts:default:Payrep:Environment", "Sandbox", "Production")]
    public void Another_account_has_another_name(string key, string value, string other)
    {
        Name((key, value)).Should().NotBe(Name((key, other)));
        Name((key, other)).Should().NotContain(Other).And.NotBeEmpty();
        Name((key.ToUpperInvariant(), value)).Should().Be(Name((key, value)), "keys are the same in any case");
    }

    [Fact]
    public void A_name_is_the_same_wherever_the_account_stands_and_does_not_depend_on_the_password_or_on_other_accounts()
    {
        var name = Name(("Payrep:Email", "a@b.example"), ("Payrep:Environment", "Sandbox"));

        name.Should().MatchRegex("^Payrep:Environment=SANDBOX Payrep:Email#[0-9a-f]{16}$");
        Name(("Accounts:default:Payrep:Environment", "sandbox"), ("Accounts:default:Payrep:Email", "a@b.example")).Should().Be(name);
        Name(("Payrep:Email", "a@b.example"), ("Payrep:Environment", "Sandbox"), ("Payrep:Password", Other), ("Accounts:x:Meld:ApiKey", Other)).Should().Be(name);
    }

    [Fact]
    public async Task An_export_begun_with_one_key_is_not_resumed_with_another()
    {
        await using var meld = await FakeMeldServer.StartAsync(o =>
        {
            var end = TimeProvider.System.GetUtcNow().AddHours(-1);
            o.Log = new SeededMeldLog(seed: 1, 3_000, end.AddDays(-5), end);
            o.ApiKeys.Add(Other);
        });
        using var folder = new TempFolder();
        var asked = meld.Journal.Count;
        meld.Faults.When(request => request.Number > asked + 15, Fault.MeldError(401));
        using (var first = Export(meld, meld.Vendor.Options.ApiKeys.First(), folder))
        {
            (await first.ExitedAsync()).Should().Be(3);
        }

        folder.Files.Should().Equal("out.csv.partial", "out.csv.state");
        meld.Faults.Clear();
        var before = await File.ReadAllBytesAsync(folder["out.csv.partial"]);
        using (var second = Export(meld, Other, folder))
        {
            (await second.ExitedAsync()).Should().Be(2);
            second.Errors.Should().Contain("belongs to an export from other vendors or accounts").And.NotContain(Other);
        }

        (await File.ReadAllBytesAsync(folder["out.csv.partial"])).Should().Equal(before);
        (await File.ReadAllTextAsync(folder["out.csv.state"])).Should().NotContain(meld.Vendor.Options.ApiKeys.First());
        using var third = Export(meld, meld.Vendor.Options.ApiKeys.First(), folder);
        (await third.ExitedAsync(), third.Errors).Should().Be((0, ""));
    }

    private static ProgramProcess Export(FakeMeldServer meld, string apiKey, TempFolder folder) => ProgramProcess.Start(
        "ExportToCsv", [("ActivityLogs__Meld__BaseAddress", meld.BaseAddress.AbsoluteUri), ("ActivityLogs__Meld__ApiKey", apiKey)], folder["out.csv"]);

    private static string Name(params IEnumerable<(string Key, string Value)> settings) => SourceName.Of(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create("ActivityLogs:" + s.Key, (string?)s.Value))).Build());
}
