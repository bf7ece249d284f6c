using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace PayrepMeld.ActivityLogs.DependencyInjection;

/// <summary>What the clients take from the application around them.</summary>
internal static class Surroundings
{
    public static TimeProvider GetTimeProvider(this IServiceProvider services) =>
        services.GetService<TimeProvider>() ?? TimeProvider.System;

    public static ILogger GetActivityLogger(this IServiceProvider services) =>
        services.GetRequiredService<ILoggerFactory>().CreateLogger(ActivityLogTelemetry.LoggerCategory);
}
