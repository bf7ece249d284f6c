using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace PayrepMeld.ActivityLogs.Samples;

/// <summary>What a sample reads: the vendors its configuration names or, where it names none, fakes of both in this process.</summary>
internal sealed class LogSource : IAsyncDisposable
{
    private LogSource(IConfiguration configuration, LocalFakes? fakes) => (Configuration, Fakes) = (configuration, fakes);

    /// <summary>For <c>AddActivityLogClients</c>.</summary>
    public IConfiguration Configuration { get; }

    public LocalFakes? Fakes { get; }

    /// <summary>
    /// Where the rows of the default account come from and, as a hash, with whose credentials they are read; no secret. What was saved for one source must not
    /// be used with another.
    /// </summary>
    public string Name => Fakes is not null ? "fakes" : SourceName.Of(Configuration);

    public static async Task<LogSource> OpenAsync(IConfiguration configuration, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        if (configuration.GetSection("ActivityLogs").Exists())
        {
            return new LogSource(configuration, fakes: null);
        }

        var fakes = await LocalFakes.StartAsync(timeProvider, cancellationToken);
        return new LogSource(fakes.Configuration, fakes);
    }

    /// <summary>The client of the default account, once it is sure that the configuration can work.</summary>
    public static IActivityLogClient Client(IServiceProvider services)
    {
        services.GetRequiredService<IStartupValidator>().Validate();
        try
        {
            return services.GetRequiredService<IActivityLogClient>();
        }
        catch (InvalidOperationException e)
        {
            throw new ExitException(ExitCode.Usage, $"This sample reads the default account. {e.Message}", e);
        }
    }

    public ValueTask DisposeAsync() => Fakes?.DisposeAsync() ?? ValueTask.CompletedTask;
}
