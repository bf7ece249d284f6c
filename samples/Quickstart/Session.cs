using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PayrepMeld.ActivityLogs.Samples;

namespace PayrepMeld.ActivityLogs.Quickstart;

/// <summary>One run: the configured vendors, or fakes where none is, and what went wrong as a sentence and an exit code.</summary>
internal static class Session
{
    private const int Newest = 20;
    private const int ShownFailures = 10;

    public static async Task<int> RunAsync(
        Func<IConfiguration> readConfiguration, TextWriter output, TextWriter errors, TimeProvider timeProvider, CancellationToken cancellationToken) =>
        await Ending.OfAsync(
            async () =>
            {
                await using var source = await LogSource.OpenAsync(readConfiguration(), timeProvider, cancellationToken);
                if (source.Fakes is { } fakes)
                {
                    await output.WriteLineAsync($"No vendor is configured: two fakes run in this process, {fakes.Describe()}.{Environment.NewLine}");
                }

                await ReadAsync(source.Configuration, output, timeProvider, cancellationToken);
                if (source.Fakes is not null)
                {
                    await output.WriteLineAsync(RealVendors);
                }

                return ExitCode.Done;
            },
            errors,
            cancellationToken);

    private static async Task ReadAsync(IConfiguration configuration, TextWriter output, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var services = new ServiceCollection();
        services.AddSingleton(timeProvider);
        services.AddActivityLogClients(configuration);
        await using var provider = services.BuildServiceProvider();
        provider.GetRequiredService<IStartupValidator>().Validate();
        foreach (var (title, client) in Clients(configuration, provider))
        {
            await ReadAsync(title, client, output, timeProvider, cancellationToken);
        }
    }

    /// <summary>The default account, or each of those that have a name.</summary>
    private static IEnumerable<(string Title, IActivityLogClient Client)> Clients(IConfiguration configuration, IServiceProvider services)
    {
        var section = configuration.GetSection("ActivityLogs");
        if (section.GetSection("Payrep").Exists() || section.GetSection("Meld").Exists())
        {
            yield return ("", services.GetRequiredService<IActivityLogClient>());
        }

        foreach (var account in section.GetSection("Accounts").GetChildren())
        {
            yield return ($" of account {SafeText.Escape(account.Key)}", services.GetRequiredKeyedService<IActivityLogClient>(account.Key));
        }
    }

    private static async Task ReadAsync(string title, IActivityLogClient client, TextWriter output, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var newest = new EntryTable();
        await foreach (var entry in client.ReadEntriesAsync(new ActivityLogQuery { MaxEntries = Newest }, cancellationToken))
        {
            newest.Add(entry);
        }

        await output.WriteLineAsync($"The newest {newest.Count} entries{title}:{Environment.NewLine}{Environment.NewLine}{newest}");

        var (failures, count, unknown) = (new EntryTable(), 0, 0);
        var lastDay = new ActivityLogQuery { From = timeProvider.GetUtcNow().AddDays(-1), Outcome = ActivityLogOutcome.Failure };
        await foreach (var page in client.ReadPagesAsync(lastDay, cancellationToken: cancellationToken))
        {
            foreach (var entry in page.Entries.Take(ShownFailures - failures.Count))
            {
                failures.Add(entry);
            }

            count += page.Entries.Count;
            unknown += page.UnknownOutcomes;
        }

        await output.WriteLineAsync($"Failures of the last day{title}: {count}{(count > failures.Count ? $", the newest {failures.Count} are" : "")}{Environment.NewLine}{Environment.NewLine}{failures}");
        if (unknown > 0)
        {
            await output.WriteLineAsync($"{unknown} more entries do not say how they ended.{Environment.NewLine}");
        }
    }

    private static string RealVendors =>
        """
        To read the real vendors, set one or both in the environment, or as user secrets with `dotnet user-secrets --project samples/Quickstart set`
        (there with `:` for `__`), and run this again:

          ActivityLogs__Payrep__Environment=Sandbox        (or Production)
          ActivityLogs__Payrep__Email=...                  with ActivityLogs__Payrep__Password=...
          ActivityLogs__Meld__Environment=Sandbox          (or Production)
          ActivityLogs__Meld__ApiKey=...
        """;
}
