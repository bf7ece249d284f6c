using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PayrepMeld.ActivityLogs.Cli.Configuration;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Docs;

/// <summary>The configuration that docs/cli.md shows, as a file, in the environment and as user secrets.</summary>
public sealed partial class DocumentedConfigurationTests
{
    private static string Section { get; } = DocumentedCommands.Read("docs/cli.md").Split("\n## ").Single(s => s.StartsWith("Configuration\n", StringComparison.Ordinal));

    [Fact]
    public void The_file_is_valid_and_has_two_accounts_of_both_vendors()
    {
        var clients = new ServiceCollection().AddActivityLogClients(File());
        using var services = clients.Services.BuildServiceProvider();

        services.GetRequiredService<IStartupValidator>().Validate();

        clients.Accounts().Should().BeEquivalentTo(ActivityLogClientsOptions.DefaultAccount, "acme");
        var settings = services.GetRequiredService<IOptionsMonitor<ActivityLogClientsOptions>>();
        clients.Accounts().Should().OnlyContain(account => settings.Get(account).Vendors().Count == 2);
    }

    [Fact]
    public void The_environment_is_the_same_as_the_file() =>
        Variable().Matches(Section).Select(m => (m.Groups["key"].Value.Replace("__", ":", StringComparison.Ordinal), m.Groups["value"].Value))
            .Should().BeEquivalentTo(Values(File()));

    [Fact]
    public void User_secrets_have_the_id_of_the_tool_and_keys_of_the_file()
    {
        var secrets = Secret().Matches(Section);

        secrets.Should().NotBeEmpty().And.OnlyContain(m => m.Groups["id"].Value == ConfiguredVendors.UserSecretsId);
        secrets.Select(m => (m.Groups["key"].Value, m.Groups["value"].Value)).Should().BeSubsetOf(Values(File()));
    }

    private static IConfiguration File()
    {
        using var json = new MemoryStream(Encoding.UTF8.GetBytes(Json().Match(Section).Groups["inner"].Value));
        return new ConfigurationBuilder().AddJsonStream(json).Build();
    }

    private static IEnumerable<(string Key, string Value)> Values(IConfiguration configuration) =>
        configuration.AsEnumerable().Where(pair => pair.Value is not null).Select(pair => (pair.Key, pair.Value!));

    [GeneratedRegex("^```json\n(?<inner>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Json();

    [GeneratedRegex("^export (?<key>[^=]+)=(?<value>.+)$", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Variable();

    [GeneratedRegex("^dotnet user-secrets set --id (?<id>[^ ]+) (?<key>[^ ]+) (?<value>[^ \n]+)$", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Secret();
}
