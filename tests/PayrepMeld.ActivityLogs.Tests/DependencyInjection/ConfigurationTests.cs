using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PayrepMeld.ActivityLogs.DependencyInjection;

namespace PayrepMeld.ActivityLogs.Tests.DependencyInjection;

public sealed class ConfigurationTests
{
    private const string Canary = "Canary-5f3d";

    private static readonly (string Key, string? Value)[] BothVendors =
    [
        ("Payrep:Environment", "Sandbox"), ("Payrep:Token", "token"), ("Meld:Environment", "Production"), ("Meld:ApiKey", "key"),
    ];

    [Fact]
    public void Every_key_is_read()
    {
        var options = Read(
            [
                ("ActivityLogs:Payrep:BaseAddress", "https://host/path"),
                ("ActivityLogs:payrep:email", "a@b.example"),
                ("ActivityLogs:Payrep:Password", "password"),
                ("ActivityLogs:Payrep:Resilience:AttemptTimeout", "00:00:07.5"),
                ("ActivityLogs:Payrep:Resilience:MaxRetries", "5"),
                ("ActivityLogs:Payrep:Resilience:RetryRatio", "0.25"),
                ("ActivityLogs:Meld:Environment", "Production"),
                ("ActivityLogs:Meld:ApiKey", "key"),
                ("ActivityLogs:Meld:Version", "2024-01-31"),
                ("Logging:LogLevel:Default", "Information"),
            ]);

        options.Payrep!.BaseAddress.Should().Be("https://host/path");
        options.Payrep.Environment.Should().BeNull();
        (options.Payrep.Email, options.Payrep.Password, options.Payrep.Token).Should().Be(("a@b.example", "password", null));
        options.Payrep.Resilience.AttemptTimeout.Should().Be(TimeSpan.FromSeconds(7.5));
        options.Payrep.Resilience.MaxRetries.Should().Be(5);
        options.Payrep.Resilience.RetryRatio.Should().Be(0.25);
        (options.Meld!.Environment, options.Meld.ApiKey, options.Meld.Version).Should().Be(("Production", "key", "2024-01-31"));
    }

    [Fact]
    public void Every_resilience_key_is_read_into_its_own_property()
    {
        foreach (var setting in ResilienceSettings.All)
        {
            var property = typeof(ActivityLogResilienceOptions).GetProperty(setting.Name)!;
            var (text, value) = property.PropertyType switch
            {
                var t when t == typeof(TimeSpan) => ("00:00:15.0010000", (object)TimeSpan.FromMilliseconds(15_001)),
                var t when t == typeof(int) => ("7", 7),
                _ => ("0.75", 0.75),
            };
            var target = new ActivityLogResilienceOptions();

            setting.TrySet(target, text).Should().BeTrue();

            property.GetValue(target).Should().Be(value, setting.Name);
            foreach (var other in typeof(ActivityLogResilienceOptions).GetProperties().Where(p => p.Name != setting.Name))
            {
                other.GetValue(target).Should().Be(other.GetValue(new ActivityLogResilienceOptions()), $"{setting.Name} is not {other.Name}");
            }
        }
    }

    [Fact]
    public void A_section_of_any_name_is_used_as_it_is()
    {
        var configuration = Configuration([.. BothVendors.Select(p => ("Vendors:" + p.Key, p.Value))]);

        var options = Resolve(configuration.GetSection("Vendors"));

        (options.Payrep!.Token, options.Meld!.ApiKey).Should().Be(("token", "key"));
    }

    [Fact]
    public void One_vendor_alone_is_fine() =>
        Read([("ActivityLogs:Meld:Environment", "Production"), ("ActivityLogs:Meld:ApiKey", "key")]).Payrep.Should().BeNull();

    [Fact]
    public void Neither_vendor_is_an_error() =>
        Faults([("Logging:LogLevel:Default", "Information")]).Should().Equal(
            "ActivityLogs has no vendor; allowed: ActivityLogs:Payrep, ActivityLogs:Meld, or both.");

    [Theory]
    [InlineData("ActivityLogs:Payrap:Token", "ActivityLogs:Payrap", "Payrep, Meld, Accounts")]
    [InlineData("ActivityLogs:Payrep:Tokn", "ActivityLogs:Payrep:Tokn", "Environment, BaseAddress, Email, Password, Token, Resilience")]
    [InlineData("ActivityLogs:Payrep:TokenProvider", "ActivityLogs:Payrep:TokenProvider", "Environment, BaseAddress, Email, Password, Token, Resilience")]
    [InlineData("ActivityLogs:Meld:Token", "ActivityLogs:Meld:Token", "Environment, BaseAddress, ApiKey, Version, Resilience")]
    [InlineData("ActivityLogs:Meld:Resilience:MaxRetry", "ActivityLogs:Meld:Resilience:MaxRetry", "TotalTimeout, AttemptTimeout,")]
    [InlineData("ActivityLogs:Sync:Database", "ActivityLogs:Sync", "Payrep, Meld, Accounts")]
    public void An_unknown_key_is_named_in_full_with_the_known_ones(string key, string named, string known) =>
        Faults([.. Both(), (key, Canary)]).Should().ContainSingle().Which.Should()
            .StartWith($"{named} is not a known key. Known here: {known}").And.NotContain(Canary);

    [Fact]
    public void An_unknown_key_below_an_account_is_named_in_full() =>
        Faults([.. Both("ActivityLogs:Accounts:acme:"), ("ActivityLogs:Accounts:acme:Meld:Key", Canary)], "acme").Should().Equal(
            "ActivityLogs:Accounts:acme:Meld:Key is not a known key. Known here: Environment, BaseAddress, ApiKey, Version, Resilience.");

    [Theory]
    [InlineData("ActivityLogs:Payrep:Email:Value", "ActivityLogs:Payrep:Email is a section; allowed: a single value")]
    [InlineData("ActivityLogs:Meld:Resilience", "ActivityLogs:Meld:Resilience is a single value; allowed: a section")]
    [InlineData("ActivityLogs:Accounts", "ActivityLogs:Accounts is a single value; allowed: one section for each account")]
    public void A_value_in_the_place_of_a_section_and_the_reverse_are_errors(string key, string expected) =>
        Faults([.. Both(), (key, Canary)]).Should().ContainSingle().Which.Should().StartWith(expected).And.NotContain(Canary);

    [Theory]
    [InlineData("AttemptTimeout", "15", "a time as hh:mm:ss")]
    [InlineData("AttemptTimeout", "soon", "a time as hh:mm:ss")]
    [InlineData("MaxRetries", "three", "a whole number, 0 to 10")]
    [InlineData("MaxRetries", "1.5", "a whole number, 0 to 10")]
    [InlineData("RetryRatio", "0,5", "a number, 0 to 10")]
    public void A_value_that_cannot_be_read_is_named_with_what_is_allowed(string name, string value, string allowed) =>
        Faults([.. Both(), ($"ActivityLogs:Meld:Resilience:{name}", value)]).Should().ContainSingle().Which.Should()
            .StartWith($"ActivityLogs:Meld:Resilience:{name} is '{value}'; allowed: {allowed}");

    [Fact]
    public void An_address_that_cannot_be_read_is_not_shown() =>
        Faults([("ActivityLogs:Meld:BaseAddress", $"https://{Canary}:port"), ("ActivityLogs:Meld:ApiKey", "key")]).Should()
            .Contain(f => f.StartsWith("ActivityLogs:Meld:BaseAddress cannot be read; allowed: ", StringComparison.Ordinal))
            .And.NotContain(f => f.Contains(Canary, StringComparison.Ordinal));

    [Fact]
    public void An_empty_value_counts_as_not_set() =>
        Read([.. Both(), ("ActivityLogs:Payrep:Email", ""), ("ActivityLogs:Payrep:Resilience:MaxRetries", "")]).Payrep!.Email.Should().BeNull();

    [Fact]
    public void No_message_shows_a_secret()
    {
        var faults = Faults(
            [
                ("ActivityLogs:Payrep:Environment", "Nowhere"),
                ("ActivityLogs:Payrep:Email", Canary),
                ("ActivityLogs:Payrep:Password", Canary + "\n"),
                ("ActivityLogs:Payrep:Token", Canary + "\n"),
                ("ActivityLogs:Meld:BaseAddress", $"https://{Canary}@host?{Canary}"),
                ("ActivityLogs:Meld:ApiKey", Canary + "é"),
                ("ActivityLogs:Meld:Secret", Canary),
            ]);

        faults.Should().HaveCountGreaterThan(6).And.NotContain(f => f.Contains(Canary, StringComparison.Ordinal));
    }

    [Fact]
    public void More_accounts_stand_under_their_names()
    {
        using var services = Services(Configuration([.. Both(), .. Both("ActivityLogs:Accounts:acme:", token: "other")]));
        var monitor = services.GetRequiredService<IOptionsMonitor<ActivityLogClientsOptions>>();

        monitor.Get("default").Payrep!.Token.Should().Be("token");
        monitor.Get("acme").Payrep!.Token.Should().Be("other");
    }

    [Fact]
    public void The_default_account_may_stand_under_its_name()
    {
        Read([.. Both("ActivityLogs:Accounts:default:", token: "other")]).Payrep!.Token.Should().Be("other");
        Faults([.. Both(), .. Both("ActivityLogs:Accounts:default:")]).Should().ContainSingle().Which.Should()
            .Be("ActivityLogs:Accounts:default and ActivityLogs both describe the default account; allowed: one of them.");
    }

    [Fact]
    public void An_account_name_with_a_slash_is_an_error() =>
        Faults([.. Both(), .. Both("ActivityLogs:Accounts:a/b:")]).Should().ContainSingle().Which.Should()
            .StartWith("ActivityLogs:Accounts holds the account 'a/b'; allowed: a name that is not empty");

    private static IEnumerable<(string, string?)> Both(string prefix = "ActivityLogs:", string token = "token") =>
        BothVendors.Select(p => (prefix + p.Key, p.Value == "token" ? token : p.Value));

    private static ActivityLogClientsOptions Read(IEnumerable<(string Key, string? Value)> values) => Resolve(Configuration(values));

    private static IEnumerable<string> Faults(IEnumerable<(string Key, string? Value)> values, string account = ActivityLogClientsOptions.DefaultAccount)
    {
        var resolve = () => Resolve(Configuration(values), account);
        return resolve.Should().Throw<OptionsValidationException>().Which.Failures;
    }

    private static ActivityLogClientsOptions Resolve(IConfiguration configuration, string account = ActivityLogClientsOptions.DefaultAccount)
    {
        using var services = Services(configuration);
        return services.GetRequiredService<IOptionsMonitor<ActivityLogClientsOptions>>().Get(account);
    }

    private static ServiceProvider Services(IConfiguration configuration)
    {
        var services = new ServiceCollection();
        services.AddActivityLogClients(configuration);
        return services.BuildServiceProvider();
    }

    private static IConfigurationRoot Configuration(IEnumerable<(string Key, string? Value)> values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(v => KeyValuePair.Create(v.Key, v.Value))).Build();
}
