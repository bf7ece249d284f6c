using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NSubstitute;
using PayrepMeld.ActivityLogs.DependencyInjection;

namespace PayrepMeld.ActivityLogs.Tests.DependencyInjection;

public sealed class RegistrationTests
{
    [Fact]
    public void The_default_account_is_registered_without_a_key_and_with_each_of_its_keys()
    {
        using var services = Build(s => s.AddActivityLogClients(Both));

        services.GetRequiredService<IActivityLogClient>().Should().BeSameAs(services.GetRequiredKeyedService<IActivityLogClient>("default"));
        services.GetRequiredKeyedService<IActivityLogClient>(ActivityLogVendor.Payrep).Should().BeSameAs(services.GetRequiredKeyedService<IActivityLogClient>("default/Payrep"));
        services.GetRequiredKeyedService<IActivityLogClient>(ActivityLogVendor.Meld).Should().BeSameAs(services.GetRequiredKeyedService<IActivityLogClient>("default/Meld"));
        services.GetRequiredService<IPayrepApi>().Should().BeSameAs(services.GetRequiredKeyedService<IPayrepApi>("default"))
            .And.BeSameAs(services.GetRequiredKeyedService<IPayrepApi>("default/Payrep"))
            .And.BeSameAs(services.GetRequiredKeyedService<IPayrepApi>(ActivityLogVendor.Payrep));
        services.GetRequiredService<IMeldApi>().Should().BeSameAs(services.GetRequiredKeyedService<IMeldApi>("default"))
            .And.BeSameAs(services.GetRequiredKeyedService<IMeldApi>("default/Meld"))
            .And.BeSameAs(services.GetRequiredKeyedService<IMeldApi>(ActivityLogVendor.Meld));
    }

    [Fact]
    public void A_named_account_is_registered_with_its_keys_only()
    {
        using var services = Build(s => s.AddActivityLogClients("acme", Both));

        services.GetRequiredKeyedService<IActivityLogClient>("acme").Should().NotBeNull();
        services.GetRequiredKeyedService<IActivityLogClient>("acme/Payrep").Should().NotBeNull();
        services.GetRequiredKeyedService<IActivityLogClient>("acme/Meld").Should().NotBeNull();
        services.GetRequiredKeyedService<IPayrepApi>("acme").Should().BeSameAs(services.GetRequiredKeyedService<IPayrepApi>("acme/Payrep"));
        services.GetRequiredKeyedService<IMeldApi>("acme").Should().BeSameAs(services.GetRequiredKeyedService<IMeldApi>("acme/Meld"));
        services.Invoking(s => s.GetRequiredService<IActivityLogClient>()).Should().Throw<InvalidOperationException>()
            .WithMessage("There is no default account: ask for a keyed IActivityLogClient, by account name. Registered accounts: acme.");
    }

    [Fact]
    public void A_vendor_that_is_not_configured_is_a_clear_error_and_the_other_is_not_touched()
    {
        using var services = Build(s => s.AddActivityLogClients(o => o.Meld = new MeldOptions { Environment = "Sandbox", ApiKey = "key" }));

        services.GetRequiredService<IActivityLogClient>().Should().NotBeNull();
        services.GetRequiredKeyedService<IActivityLogClient>(ActivityLogVendor.Meld).Should().NotBeNull();
        foreach (var resolve in new Action<IServiceProvider>[]
        {
            s => s.GetRequiredKeyedService<IActivityLogClient>(ActivityLogVendor.Payrep),
            s => s.GetRequiredService<IPayrepApi>(),
        })
        {
            services.Invoking(resolve).Should().Throw<InvalidOperationException>()
                .WithMessage("The account 'default' has no Payrep: set Payrep in its options or configuration.");
        }
    }

    [Fact]
    public void A_repeat_call_changes_nothing()
    {
        var services = new ServiceCollection();
        services.AddActivityLogClients(Both);
        var before = services.ToList();

        services.AddActivityLogClients(o => o.Payrep = null);
        services.AddActivityLogClients(new ConfigurationBuilder().Build());

        services.Should().Equal(before);
        using var provider = services.BuildServiceProvider();
        provider.GetRequiredService<IPayrepApi>().Should().NotBeNull();
    }

    [Fact]
    public void A_second_call_adds_another_account()
    {
        using var services = Build(s =>
        {
            s.AddActivityLogClients(Both);
            s.AddActivityLogClients("acme", Both);
        });

        services.GetRequiredKeyedService<IActivityLogClient>("acme").Should().NotBeSameAs(services.GetRequiredService<IActivityLogClient>());
    }

    [Fact]
    public void A_client_registered_before_stays()
    {
        var own = Substitute.For<IActivityLogClient>();

        using var services = Build(s => s.AddSingleton(own).AddActivityLogClients(Both));

        services.GetRequiredService<IActivityLogClient>().Should().BeSameAs(own);
    }

    [Fact]
    public void Bad_options_fail_when_the_host_starts()
    {
        using var services = Build(s => s.AddActivityLogClients("acme", _ => { }));

        services.GetRequiredService<IStartupValidator>().Invoking(v => v.Validate()).Should().Throw<OptionsValidationException>()
            .WithMessage("Account 'acme': it has no vendor*");
    }

    [Fact]
    public void Bad_options_fail_at_the_first_resolve()
    {
        using var services = Build(s => s.AddActivityLogClients(_ => { }));

        services.Invoking(s => s.GetRequiredService<IActivityLogClient>()).Should().Throw<OptionsValidationException>();
        services.Invoking(s => s.GetRequiredService<IMeldApi>()).Should().Throw<OptionsValidationException>();
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a/b")]
    [InlineData("a\nb")]
    public void An_account_name_that_cannot_be_a_key_is_refused(string account) =>
        new ServiceCollection().Invoking(s => s.AddActivityLogClients(account, Both)).Should().Throw<ArgumentException>().WithMessage("*allowed: a name that*");

    [Fact]
    public void The_builder_exposes_each_http_client()
    {
        var services = new ServiceCollection();
        var builder = services.AddActivityLogClients(Both);

        builder.Services.Should().BeSameAs(services);
        builder.HttpClient(ActivityLogVendor.Payrep).Name.Should().Be(AccountServices.HttpClientName("default", ActivityLogVendor.Payrep));
        builder.HttpClient(ActivityLogVendor.Meld).Name.Should().Be(AccountServices.HttpClientName("default", ActivityLogVendor.Meld));
        builder.Invoking(b => b.HttpClient(ActivityLogVendor.Meld, "acme")).Should().Throw<ArgumentException>().WithMessage("There is no account 'acme'. Registered accounts: default.*");
        builder.Invoking(b => b.HttpClient((ActivityLogVendor)7)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void The_http_client_has_no_time_out_of_its_own_and_keeps_the_path_of_its_base_address()
    {
        using var services = Build(s => s.AddActivityLogClients(o => o.Meld = new MeldOptions { BaseAddress = new Uri("https://host/path"), ApiKey = "key" }));

        using var client = services.GetRequiredService<IHttpClientFactory>().CreateClient(AccountServices.HttpClientName("default", ActivityLogVendor.Meld));

        client.Timeout.Should().Be(Timeout.InfiniteTimeSpan);
        client.BaseAddress.Should().Be("https://host/path");
    }

    [Theory]
    [InlineData("Production", "https://baasapi.payrepmfb.com", "https://api.meld.io")]
    [InlineData("sandbox", "https://shogun-dev.xchangeboxng.com", "https://api-sb.meld.io")]
    public void An_environment_is_an_address(string environment, string payrep, string meld)
    {
        VendorAddresses.Of(new PayrepOptions { Environment = environment }).Should().Be(payrep);
        VendorAddresses.Of(new MeldOptions { Environment = environment }).Should().Be(meld);
    }

    private static void Both(ActivityLogClientsOptions options)
    {
        options.Payrep = new PayrepOptions { Environment = "Sandbox", Token = "token" };
        options.Meld = new MeldOptions { Environment = "Sandbox", ApiKey = "key" };
    }

    private static ServiceProvider Build(Action<IServiceCollection> add)
    {
        var services = new ServiceCollection();
        add(services);
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }
}
