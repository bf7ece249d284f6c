using PayrepMeld.ActivityLogs;
using PayrepMeld.ActivityLogs.AspNetCore;
using PayrepMeld.ActivityLogs.Samples;

using var ctrlC = new CtrlC();
return await Ending.OfAsync(RunAsync, Console.Error, ctrlC.Pressed);

async Task<int> RunAsync()
{
    var builder = CommandLine.Read(() => WebApplication.CreateBuilder(args));
    builder.Configuration.AddUserSecrets<Program>(optional: true).AddEnvironmentVariables().AddCommandLine(args);
    builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);

    // Whoever reaches it reads the log: nobody but this machine's users do, and no website by way of a name that leads here.
    if (builder.Configuration["urls"] is null)
    {
        builder.WebHost.UseUrls("http://127.0.0.1:5080");
        builder.Configuration["AllowedHosts"] = "127.0.0.1;localhost";
    }

    await using var source = await LogSource.OpenAsync(builder.Configuration, TimeProvider.System, ctrlC.Pressed);
    if (source.Fakes is not null)
    {
        Console.WriteLine("No vendor is configured: this serves the log of two fakes in this process. Ctrl-C ends it.");
    }

    builder.Services.AddActivityLogClients(source.Configuration);
    builder.Services.AddSingleton(TimeProvider.System);
    builder.Services.AddHealthChecks().AddActivityLogHealthChecks();
    await using var app = builder.Build();
    app.MapActivityLog();
    app.MapHealthChecks("/health");

    LogSource.Client(app.Services);
    await app.RunAsync(ctrlC.Pressed);
    ctrlC.Pressed.ThrowIfCancellationRequested();
    return ExitCode.Done;
}
