using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.Tests.Faults;
using PayrepMeld.ActivityLogs.Tests.Http;

namespace PayrepMeld.ActivityLogs.Tests.Security;

/// <summary>Where requests go: never to an address that could carry credentials elsewhere, and never where an answer points.</summary>
public sealed class LinkTests
{
    [Theory]
    [InlineData("//evil")]
    [InlineData("https://good@evil")]
    [InlineData("http://remote")]
    [InlineData("https://host?x")]
    [InlineData("https://169.254.169.254")]
    public void A_base_address_that_leads_astray_is_refused_however_it_is_given(string address)
    {
        foreach (var vendor in Enum.GetValues<ActivityLogVendor>())
        {
            Action<IServiceCollection>[] ways = [s => s.AddActivityLogClients(Settings(vendor, address)), s => s.AddActivityLogClients(o => Set(o, vendor, address))];
            foreach (var register in ways)
            {
                using var services = Build(register);

                services.Invoking(s => s.GetRequiredService<IStartupValidator>().Validate()).Should().Throw<OptionsValidationException>().WithMessage($"*{vendor}:BaseAddress*");
                services.Invoking(s => s.GetRequiredService<IActivityLogClient>()).Should().Throw<OptionsValidationException>();
                services.Invoking(s => s.GetRequiredKeyedService<IActivityLogClient>(vendor)).Should().Throw<OptionsValidationException>();
            }
        }
    }

    [Theory]
    [InlineData("https://host")]
    [InlineData("http://127.0.0.1:5000/gateway")]
    public void A_base_address_that_does_not_is_taken_however_it_is_given(string address)
    {
        foreach (var vendor in Enum.GetValues<ActivityLogVendor>())
        {
            Action<IServiceCollection>[] ways = [s => s.AddActivityLogClients(Settings(vendor, address)), s => s.AddActivityLogClients(o => Set(o, vendor, address))];
            foreach (var register in ways)
            {
                using var services = Build(register);

                services.Invoking(s => s.GetRequiredService<IStartupValidator>().Validate()).Should().NotThrow();
                services.GetRequiredKeyedService<IActivityLogClient>(vendor).Should().NotBeNull();
            }
        }
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    public async Task Links_in_an_answer_are_never_followed(ActivityLogVendor vendor)
    {
        await using var evil = await FakeMeldServer.StartAsync();
        await using var harness = await FaultHarness.StartAsync();
        var link = evil.BaseAddress.ToString();
        var page = Wire.Page(vendor, Wire.Row(vendor, 0))[..^1]
            + $$""","next":"{{link}}","nextPage":"{{link}}","links":{"next":"{{link}}","self":{"href":"{{link}}"} },"_links":{"next":{"href":"{{link}}"} },"cursor":"{{link}}"}""";
        var headers = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Link"] = $"<{link}>; rel=\"next\"",
            ["Location"] = link,
            ["Content-Location"] = link,
            ["Refresh"] = $"0; url={link}",
            ["Alt-Svc"] = $"h2=\"{evil.BaseAddress.Authority}\"",
            ["Set-Cookie"] = "session=1",
        };
        harness.Faults(vendor).Enqueue(Fault.Status(200, body: page, headers: headers));

        var reading = await harness.ReadAsync(vendor);

        reading.Error.Should().BeNull();
        reading.Ids.Should().Equal(FaultHarness.Ids(vendor));
        evil.Journal.Count.Should().Be(0);
        harness.Journal(vendor).Requests.Should().OnlyContain(r => r.Header("Cookie") == null);
    }

    [Theory]
    [InlineData(ActivityLogVendor.Payrep, 301), InlineData(ActivityLogVendor.Payrep, 307), InlineData(ActivityLogVendor.Payrep, 308)]
    [InlineData(ActivityLogVendor.Meld, 302), InlineData(ActivityLogVendor.Meld, 303), InlineData(ActivityLogVendor.Meld, 307)]
    public async Task A_redirect_sends_nothing_to_the_other_host(ActivityLogVendor vendor, int status)
    {
        await using var evil = await FakeMeldServer.StartAsync();
        await using var harness = await FaultHarness.StartAsync(s => s.PayrepLogsIn = true);
        harness.Faults(vendor).Always(Fault.Redirect(evil.BaseAddress, status));

        var error = (await harness.ReadAsync(vendor)).Error!;

        error.Kind.Should().Be(ActivityLogErrorKind.Protocol);
        error.ToString().Should().NotContain(evil.BaseAddress.Authority);
        evil.Journal.Count.Should().Be(0);
        harness.Journal(vendor).Count.Should().Be(1);
    }

    private static void Set(ActivityLogClientsOptions options, ActivityLogVendor vendor, string address)
    {
        options.Payrep = new() { Token = "token", Environment = vendor == ActivityLogVendor.Payrep ? null : "Sandbox", BaseAddress = vendor == ActivityLogVendor.Payrep ? Uri(address) : null };
        options.Meld = new() { ApiKey = "key", Environment = vendor == ActivityLogVendor.Meld ? null : "Sandbox", BaseAddress = vendor == ActivityLogVendor.Meld ? Uri(address) : null };
    }

    private static Uri Uri(string address) => new(address, UriKind.RelativeOrAbsolute);

    private static IConfiguration Settings(ActivityLogVendor vendor, string address)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ActivityLogs:Payrep:Token"] = "token",
            ["ActivityLogs:Meld:ApiKey"] = "key",
            [$"ActivityLogs:{vendor}:BaseAddress"] = address,
        };
        var other = vendor == ActivityLogVendor.Payrep ? ActivityLogVendor.Meld : ActivityLogVendor.Payrep;
        settings[$"ActivityLogs:{other}:Environment"] = "Sandbox";
        return new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
    }

    private static ServiceProvider Build(Action<IServiceCollection> register)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        register(services);
        return services.BuildServiceProvider();
    }
}
