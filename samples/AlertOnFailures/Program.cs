using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PayrepMeld.ActivityLogs;
using PayrepMeld.ActivityLogs.AlertOnFailures;
using PayrepMeld.ActivityLogs.Samples;

using var ctrlC = new CtrlC();
return await Ending.OfAsync(RunAsync, Console.Error, ctrlC.Pressed);

async Task<int> RunAsync()
{
    var builder = CommandLine.Read(() => Host.CreateApplicationBuilder(args));
    builder.Configuration.AddUserSecrets<Program>(optional: true).AddEnvironmentVariables().AddCommandLine(args);
    builder.Logging.AddSimpleConsole(o => (o.SingleLine, o.TimestampFormat, o.UseUtcTimestamp) = (true, "HH:mm:ss ", true));
    builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);

    await using var source = await LogSource.OpenAsync(builder.Configuration, TimeProvider.System, ctrlC.Pressed);
    builder.Services.AddActivityLogClients(source.Configuration);
    builder.Services.AddSingleton(TimeProvider.System);
    builder.Services.AddSingleton(AlertSettings.Read(builder.Configuration, source));
    builder.Services.AddSingleton<Alerts>();
    builder.Services.AddSingleton<AlertWorker>();
    builder.Services.AddHostedService(services => services.GetRequiredService<AlertWorker>());
    if (source.Fakes is { } fakes)
    {
        Console.WriteLine("No vendor is configured: this follows two fakes in this process, to which something happens every second. Ctrl-C ends it.");
        builder.Services.AddHostedService(services => new DemoTraffic(fakes, services.GetRequiredService<TimeProvider>()));
    }

    using var host = builder.Build();
    LogSource.Client(host.Services);
    var worker = host.Services.GetRequiredService<AlertWorker>();
    await host.RunAsync(ctrlC.Pressed);
    if (worker.Error is { } error)
    {
        ExceptionDispatchInfo.Throw(error);
    }

    ctrlC.Pressed.ThrowIfCancellationRequested();
    return ExitCode.Done;
}
