using System.Net;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PayrepMeld.ActivityLogs.DependencyInjection;

namespace PayrepMeld.ActivityLogs.Tests.DependencyInjection;

/// <summary>Which requests share a gate, a breaker, a budget and a token, and what a reloaded configuration does to them.</summary>
public sealed class ChannelTests
{
    [Fact]
    public void Two_accounts_with_one_credential_share_one_channel()
    {
        using var services = Build([]);
        var channels = services.GetRequiredService<ChannelRegistry>();

        channels.Meld(Meld("key"), "a").Should().BeSameAs(channels.Meld(Meld("key"), "b"));
        channels.Payrep(Token("token"), "a").Should().BeSameAs(channels.Payrep(Token("token"), "b"));
        channels.PayrepTokens(Token("token"), "a").Should().BeSameAs(channels.PayrepTokens(Token("token"), "b"));
        channels.PayrepTokens(Login("a@b.example", "password"), "a").Should().BeSameAs(channels.PayrepTokens(Login("a@b.example", "password"), "b"));
    }

    [Fact]
    public void Another_credential_address_or_vendor_is_another_channel()
    {
        using var services = Build([]);
        var channels = services.GetRequiredService<ChannelRegistry>();
        var all = new object[]
        {
            channels.Meld(Meld("key"), "a"),
            channels.Meld(Meld("other"), "a"),
            channels.Meld(new MeldOptions { Environment = "Production", ApiKey = "key" }, "a"),
            channels.Payrep(Token("key"), "a"),
            channels.Payrep(Login("ab", "c"), "a"),
            channels.Payrep(Login("a", "bc"), "a"),
            channels.Payrep(new PayrepOptions { Environment = "Sandbox", TokenProvider = (_, _) => ValueTask.FromResult("key") }, "a"),
        };

        all.Distinct(ReferenceEqualityComparer.Instance).Should().HaveCount(all.Length);
    }

    [Fact]
    public void An_environment_and_its_address_are_the_same_channel()
    {
        using var services = Build([]);
        var channels = services.GetRequiredService<ChannelRegistry>();

        channels.Meld(new MeldOptions { BaseAddress = new Uri("https://api-sb.meld.io/"), ApiKey = "key" }, "a").Should().BeSameAs(channels.Meld(Meld("key"), "a"));
    }

    [Fact]
    public void A_channel_key_does_not_hold_the_secret()
    {
        ChannelKey.Of(Meld("Canary-5f3d")).ToString().Should().NotContain("Canary");
        ChannelKey.Of(Login("a@b.example", "Canary-5f3d")).ToString().Should().NotContain("Canary").And.NotContain("a@b");
    }

    [Fact]
    public void A_channel_knows_its_secrets()
    {
        using var services = Build([]);
        var channels = services.GetRequiredService<ChannelRegistry>();

        channels.Meld(Meld("Canary-5f3d"), "a").Secrets.Scrub("a Canary-5f3d").Should().NotContain("Canary");
        channels.Payrep(Login("a@b.example", "Canary-5f3d"), "a").Secrets.Scrub("a Canary-5f3d").Should().NotContain("Canary");
        channels.Payrep(Token("Canary-5f3d"), "a").Secrets.Scrub("a Canary-5f3d").Should().NotContain("Canary");
    }

    [Fact]
    public void A_credential_that_no_account_uses_any_more_is_forgotten()
    {
        using var services = Build([]);
        var channels = services.GetRequiredService<ChannelRegistry>();
        var (first, tokens) = (channels.Payrep(Token("first"), "a"), channels.PayrepTokens(Token("first"), "a"));
        channels.Meld(Meld("key"), "a");
        channels.Payrep(Token("first"), "b").Should().BeSameAs(first);

        channels.Payrep(Token("second"), "a");
        channels.Payrep(Token("first"), "b").Should().BeSameAs(first, "another account uses it");
        channels.Payrep(Token("second"), "b");
        channels.Count.Should().Be(2, "Meld's and the second of Payrep's are left");

        channels.Payrep(Token("first"), "a").Should().NotBeSameAs(first);
        channels.PayrepTokens(Token("first"), "a").Should().NotBeSameAs(tokens);
        channels.Payrep(Token("second"), "b");
        channels.Count.Should().Be(3);
    }

    [Fact]
    public void Rotated_credentials_do_not_add_up()
    {
        using var services = Build([]);
        var channels = services.GetRequiredService<ChannelRegistry>();
        foreach (var key in Enumerable.Range(0, 100))
        {
            channels.PayrepTokens(Token($"token-{key}"), "a");
        }

        channels.Count.Should().Be(1);
    }

    [Fact]
    public void Other_resilience_settings_for_the_same_credential_are_warned_of_once()
    {
        var log = new RecordingLogger();
        using var services = Build([], log: log);
        var channels = services.GetRequiredService<ChannelRegistry>();
        var first = channels.Meld(Meld("canary"), "a");
        channels.Meld(Meld("canary"), "b");
        log.Warnings.Should().BeEmpty();

        var other = Meld("canary");
        other.Resilience.MaxRetries = 7;
        channels.Meld(other, "c").Should().BeSameAs(first);
        channels.Meld(other, "c");
        channels.Meld(other, "d");

        log.Warnings.Should().Equal("Account c has the credential at Meld of account a but other resilience settings: those of a hold for both");
    }

    [Fact]
    public async Task A_reloaded_key_is_used_for_the_next_request()
    {
        var wire = new RecordingHandler();
        using var services = Build([("Meld:ApiKey", "first"), ("Meld:Environment", "Sandbox")], wire);
        await SearchAsync(services);

        Change(services, "Meld:ApiKey", "second");
        await SearchAsync(services);
        Change(services, "Meld:Version", "2024-01-31");
        await SearchAsync(services);

        wire.Seen.Should().Equal("BASIC first ", "BASIC second ", "BASIC second 2024-01-31");
    }

    [Fact]
    public async Task An_invalid_reload_is_not_used_and_logged_once_without_the_value()
    {
        var (wire, log) = (new RecordingHandler(), new RecordingLogger());
        using var services = Build([("Meld:ApiKey", "first"), ("Meld:Environment", "Sandbox")], wire, log);
        await SearchAsync(services);

        Change(services, "Meld:ApiKey", "Canary-5f3d with a space");
        await SearchAsync(services);
        await SearchAsync(services);

        wire.Seen.Should().Equal("BASIC first ", "BASIC first ", "BASIC first ");
        log.Warnings.Should().ContainSingle().Which.Should()
            .StartWith("The changed configuration of account default is not used: ActivityLogs:Meld:ApiKey holds a character").And.NotContain("Canary");
    }

    [Theory]
    [InlineData("Meld:Environment", "Production")]
    [InlineData("Payrep:Environment", "Sandbox")]
    public async Task A_reload_that_moves_or_adds_a_vendor_is_not_used_and_logged(string key, string value)
    {
        var (wire, log) = (new RecordingHandler(), new RecordingLogger());
        using var services = Build([("Meld:ApiKey", "first"), ("Meld:Environment", "Sandbox")], wire, log);
        await SearchAsync(services);

        Change(services, "Meld:ApiKey", "second", reload: false);
        if (key.StartsWith("Payrep", StringComparison.Ordinal))
        {
            Change(services, "Payrep:Token", "token", reload: false);
        }

        Change(services, key, value);
        await SearchAsync(services);

        wire.Seen.Should().Equal("BASIC first ", "BASIC first ");
        log.Warnings.Should().ContainSingle().Which.Should().Contain("needs a restart");
    }

    private static MeldOptions Meld(string key) => new() { Environment = "Sandbox", ApiKey = key };

    private static PayrepOptions Token(string token) => new() { Environment = "Sandbox", Token = token };

    private static PayrepOptions Login(string email, string password) => new() { Environment = "Sandbox", Email = email, Password = password };

    private static Task<MeldActivityPage> SearchAsync(IServiceProvider services) =>
        services.GetRequiredService<IMeldApi>().SearchActivityLogAsync("2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z");

    private static void Change(IServiceProvider services, string key, string? value, bool reload = true)
    {
        var root = (IConfigurationRoot)services.GetRequiredService<IConfiguration>();
        root["ActivityLogs:" + key] = value;
        if (!reload)
        {
            return;
        }

        try
        {
            root.Reload();
        }
        catch (AggregateException)
        {
            // What an options monitor does with an invalid reload: whoever reloads is told, too.
        }
    }

    private static ServiceProvider Build(IEnumerable<(string Key, string Value)> values, HttpMessageHandler? wire = null, RecordingLogger? log = null)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(v => KeyValuePair.Create("ActivityLogs:" + v.Key, (string?)v.Value)))
            .Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        if (log is not null)
        {
            services.AddLogging(logging => logging.AddProvider(log));
        }

        services.AddActivityLogClients(configuration).HttpClient(ActivityLogVendor.Meld)
            .ConfigurePrimaryHttpMessageHandler(() => wire ?? new RecordingHandler());
        return services.BuildServiceProvider();
    }

    private sealed class RecordingHandler : HttpMessageHandler
    {
        public List<string> Seen { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Seen.Add($"{request.Headers.GetValues("Authorization").Single()} {(request.Headers.TryGetValues("Meld-Version", out var version) ? version.Single() : "")}");
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent("""{"activities":[],"count":0,"remaining":0}""", Encoding.UTF8, "application/json"),
            });
        }
    }

    private sealed class RecordingLogger : ILoggerProvider, ILogger
    {
        public List<string> Warnings { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                Warnings.Add(formatter(state, exception));
            }
        }

        public void Dispose()
        {
        }
    }
}
