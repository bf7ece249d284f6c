using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Options;
using PayrepMeld.ActivityLogs.DependencyInjection;

namespace PayrepMeld.ActivityLogs.Tests.DependencyInjection;

public sealed class OptionsValidationTests
{
    private const string Canary = "Canary-5f3d";

    [Fact]
    public void The_defaults_are_valid() => Faults(_ => { }).Should().BeEmpty();

    [Theory]
    [InlineData("TotalTimeout", "00:00:00.9990000", "01:00:00.0010000", "00:00:01 to 01:00:00")]
    [InlineData("AttemptTimeout", "00:00:00.0990000", "00:10:00.0010000", "00:00:00.1000000 to 00:10:00")]
    [InlineData("ConnectTimeout", "00:00:00.0990000", "00:01:00.0010000", "00:00:00.1000000 to 00:01:00")]
    [InlineData("MaxRetries", "-1", "11", "0 to 10")]
    [InlineData("RetryDelay", "-00:00:00.0010000", "00:01:00.0010000", "00:00:00 to 00:01:00")]
    [InlineData("MaxRetryDelay", "-00:00:00.0010000", "00:10:00.0010000", "00:00:00 to 00:10:00")]
    [InlineData("MaxRetryAfter", "-00:00:00.0010000", "01:00:00.0010000", "00:00:00 to 01:00:00")]
    [InlineData("RetryReserve", "-1", "1001", "0 to 1000")]
    [InlineData("RetryRatio", "-0.001", "10.001", "0 to 10")]
    [InlineData("BreakerFailureRatio", "0.009", "1.001", "0.01 to 1")]
    [InlineData("BreakerMinimumAttempts", "1", "10001", "2 to 10000")]
    [InlineData("BreakerSampling", "00:00:00.9990000", "00:10:00.0010000", "00:00:01 to 00:10:00")]
    [InlineData("BreakerDuration", "00:00:00.4990000", "00:10:00.0010000", "00:00:00.5000000 to 00:10:00")]
    [InlineData("MaxConcurrentRequests", "0", "257", "1 to 256")]
    [InlineData("MinRequestSpacing", "-00:00:00.0010000", "00:01:00.0010000", "00:00:00 to 00:01:00")]
    [InlineData("MaxResponseBytes", "1023", "268435457", "1024 to 268435456")]
    [InlineData("PooledConnectionLifetime", "00:00:00.9990000", "1.00:00:00.0010000", "00:00:01 to 1.00:00:00")]
    public void A_resilience_value_out_of_range_is_named_with_its_value_and_what_is_allowed(string name, string below, string above, string allowed)
    {
        foreach (var value in new[] { below, above })
        {
            Faults(o => Set(o.Payrep!.Resilience, name, value)).Should().Contain(f =>
                f.Contains($"Payrep:Resilience:{name} is {value}; allowed: ", StringComparison.Ordinal) && f.EndsWith($"{allowed}.", StringComparison.Ordinal));
            Faults(o => Set(o.Meld!.Resilience, name, value)).Should().Contain(f => f.Contains($"Meld:Resilience:{name} is {value}", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Every_resilience_property_has_a_setting() =>
        ResilienceSettings.All.Select(s => s.Name).Should().BeEquivalentTo(typeof(ActivityLogResilienceOptions).GetProperties().Select(p => p.Name));

    [Fact]
    public void A_ratio_that_is_not_a_number_is_out_of_range() =>
        Faults(o => o.Meld!.Resilience.RetryRatio = double.NaN).Should().ContainSingle().Which.Should().Contain("Meld:Resilience:RetryRatio is NaN");

    [Fact]
    public void An_attempt_is_not_longer_than_the_whole() =>
        Faults(o => o.Payrep!.Resilience.TotalTimeout = TimeSpan.FromSeconds(10)).Should().Equal(
            "Account 'default': Payrep:Resilience:AttemptTimeout is 00:00:15; allowed: not above TotalTimeout, which is 00:00:10.");

    [Fact]
    public void The_longest_retry_delay_is_not_below_the_first() =>
        Faults(o => o.Payrep!.Resilience.RetryDelay = TimeSpan.FromSeconds(30)).Should().Equal(
            "Account 'default': Payrep:Resilience:MaxRetryDelay is 00:00:20; allowed: not below RetryDelay, which is 00:00:30.");

    [Fact]
    public void Resilience_is_not_null() =>
        Faults(o => o.Meld!.Resilience = null!).Should().Equal("Account 'default': Meld:Resilience is null; allowed: a value.");

    [Fact]
    public void An_account_without_a_vendor_is_an_error() =>
        Faults(o => (o.Payrep, o.Meld) = (null, null)).Should().Equal(
            "Account 'default': it has no vendor; allowed: Payrep, Meld, or both.");

    [Fact]
    public void One_vendor_alone_is_fine()
    {
        Faults(o => o.Payrep = null).Should().BeEmpty();
        Faults(o => o.Meld = null).Should().BeEmpty();
    }

    [Fact]
    public void Environment_and_base_address_exclude_each_other()
    {
        Faults(o => o.Payrep!.Environment = null).Should().ContainSingle().Which.Should().Contain("Payrep:Environment and Payrep:BaseAddress are both missing");
        Faults(o => o.Meld!.BaseAddress = new Uri("https://host")).Should().ContainSingle().Which.Should().Contain("Meld:Environment and Meld:BaseAddress are both set");
    }

    [Fact]
    public void An_environment_is_one_of_two_in_any_case()
    {
        Faults(o => o.Payrep!.Environment = "sandbox").Should().BeEmpty();
        Faults(o => o.Payrep!.Environment = "Staging").Should().Equal("Account 'default': Payrep:Environment is 'Staging'; allowed: Production or Sandbox.");
    }

    [Fact]
    public void A_base_address_is_refused_without_being_shown() =>
        Faults(o => (o.Meld!.Environment, o.Meld.BaseAddress) = (null, new Uri($"https://user:{Canary}@host")))
            .Should().ContainSingle().Which.Should().StartWith("Account 'default': Meld:BaseAddress is refused: it has user info; allowed: ").And.NotContain(Canary);

    [Theory]
    [InlineData(false, false, false, "no way")]
    [InlineData(true, true, false, "several ways")]
    [InlineData(true, false, true, "several ways")]
    [InlineData(false, true, true, "several ways")]
    public void Payrep_has_exactly_one_way_to_authenticate(bool token, bool provider, bool login, string expected) =>
        Faults(o =>
        {
            o.Payrep!.Token = token ? "token" : null;
            o.Payrep.TokenProvider = provider ? (_, _) => ValueTask.FromResult("token") : null;
            (o.Payrep.Email, o.Payrep.Password) = login ? ("a@b.example", "password") : (null, null);
        }).Should().ContainSingle().Which.Should().StartWith($"Account 'default': Payrep has {expected} to authenticate; allowed: exactly one of");

    [Fact]
    public void Each_way_alone_is_fine()
    {
        Faults(o => Login(o, "a@b.example", "a pässword with spaces")).Should().BeEmpty();
        Faults(o => (o.Payrep!.Token, o.Payrep.TokenProvider) = (null, (_, _) => ValueTask.FromResult("token"))).Should().BeEmpty();
    }

    [Fact]
    public void An_empty_text_is_not_a_credential()
    {
        Faults(o => o.Payrep!.Token = "").Should().ContainSingle().Which.Should().Contain("Payrep:Token is empty");
        Faults(o => Login(o, "", "password")).Should().ContainSingle().Which.Should().Contain("Payrep:Email is not");
        Faults(o => Login(o, "a@b.example", "")).Should().ContainSingle().Which.Should().Contain("Payrep:Password is empty");
    }

    [Fact]
    public void Email_and_password_need_each_other()
    {
        Faults(o => Login(o, "a@b.example", null)).Should().ContainSingle().Which.Should().Contain("Payrep:Email is set but Payrep:Password is not");
        Faults(o => Login(o, null, Canary)).Should().ContainSingle().Which.Should().Contain("Payrep:Password is set but Payrep:Email is not").And.NotContain(Canary);
    }

    [Fact]
    public void An_email_has_an_at_sign() =>
        Faults(o => Login(o, Canary, "password")).Should().ContainSingle().Which.Should().Contain("Payrep:Email is not an e-mail address").And.NotContain(Canary);

    [Theory]
    [Trait("Fault", "46")]
    [InlineData("\r")]
    [InlineData("\n")]
    [InlineData("\0")]
    [InlineData("\x1b")]
    [InlineData("\x7f")]
    [InlineData(" ")]
    [InlineData("é")]
    [InlineData("\u202e")]
    public void A_key_or_token_that_does_not_fit_a_header_is_refused_without_being_shown(string bad)
    {
        foreach (var secret in new[] { Canary + bad, bad + Canary, "x" + bad + Canary })
        {
            Faults(o => o.Meld!.ApiKey = secret).Should().ContainSingle().Which.Should().Contain("Meld:ApiKey holds a character").And.NotContain(Canary);
            Faults(o => o.Payrep!.Token = secret).Should().ContainSingle().Which.Should().Contain("Payrep:Token is empty or holds a character").And.NotContain(Canary);
        }
    }

    [Theory]
    [Trait("Fault", "46")]
    [InlineData("\r")]
    [InlineData("\n")]
    [InlineData("\0")]
    public void A_password_with_a_control_character_is_refused_without_being_shown(string bad) =>
        Faults(o => Login(o, "a@b.example", Canary + bad)).Should().ContainSingle().Which.Should().Contain("Payrep:Password is empty or holds a character").And.NotContain(Canary);

    [Fact]
    public void Meld_needs_a_key() =>
        Faults(o => o.Meld!.ApiKey = "").Should().Equal("Account 'default': Meld:ApiKey is missing; allowed: the key as Meld shows it.");

    [Theory]
    [InlineData("2024-2-3")]
    [InlineData("2024-02-30")]
    [InlineData("2024-02-03T00:00:00Z")]
    [InlineData("latest")]
    public void A_version_is_a_date(string version) =>
        Faults(o => o.Meld!.Version = version).Should().Equal($"Account 'default': Meld:Version is '{version}'; allowed: a date as YYYY-MM-DD.");

    [Fact]
    public void A_date_is_a_version() => Faults(o => o.Meld!.Version = "2024-02-29").Should().BeEmpty();

    [Fact]
    public void All_that_is_wrong_is_said_at_once() =>
        Faults(o =>
        {
            o.Payrep!.Environment = "Staging";
            o.Payrep.Resilience.MaxRetries = 11;
            o.Meld!.ApiKey = null;
        }).Should().HaveCount(3);

    private static void Login(ActivityLogClientsOptions options, string? email, string? password) =>
        (options.Payrep!.Token, options.Payrep.Email, options.Payrep.Password) = (null, email, password);

    private static void Set(ActivityLogResilienceOptions options, string name, string value)
    {
        var property = typeof(ActivityLogResilienceOptions).GetProperty(name, BindingFlags.Public | BindingFlags.Instance)!;
        property.SetValue(options, property.PropertyType == typeof(TimeSpan)
            ? TimeSpan.ParseExact(value, "c", CultureInfo.InvariantCulture)
            : Convert.ChangeType(value, property.PropertyType, CultureInfo.InvariantCulture));
    }

    private static IEnumerable<string> Faults(Action<ActivityLogClientsOptions> change)
    {
        var options = new ActivityLogClientsOptions
        {
            Payrep = new PayrepOptions { Environment = "Production", Token = "token" },
            Meld = new MeldOptions { Environment = "Sandbox", ApiKey = "key" },
        };
        change(options);
        var result = new ActivityLogClientsOptionsValidator().Validate(ActivityLogClientsOptions.DefaultAccount, options);
        return result == ValidateOptionsResult.Success ? [] : result.Failures!;
    }
}
