using Microsoft.Extensions.DependencyInjection;
using PayrepMeld.ActivityLogs;
using PayrepMeld.ActivityLogs.Testing;

namespace Reports;

/// <summary>How it would be tested: with Testing's fakes.</summary>
public static class FailureReportCheck
{
    public static async Task<bool> CountsAsync(DateTimeOffset now)
    {
        await using var log = InMemoryActivityLogClient.Of([new PayrepRow { Id = "1", CreatedAt = now, Status = "error" }], []);
        return await new FailureReport(log).CountAsync(null, CancellationToken.None) == (1, null);
    }

    public static IServiceCollection AddFakes(this IServiceCollection services)
    {
        services.AddActivityLogClients(options => options.Meld = new MeldOptions { BaseAddress = new Uri("https://meld.test"), ApiKey = "meld-test-key" })
            .UseFakes(meld: new FakeMeld());
        return services.AddSingleton<FailureReport>();
    }
}
