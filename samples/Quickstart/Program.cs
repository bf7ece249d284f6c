using Microsoft.Extensions.Configuration;
using PayrepMeld.ActivityLogs.Quickstart;
using PayrepMeld.ActivityLogs.Samples;

// Ctrl-C ends a read promptly instead of the process at once.
using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    interrupted.Cancel();
};

return args.Length == 0
    ? await Session.RunAsync(ReadConfiguration, Console.Out, Console.Error, TimeProvider.System, interrupted.Token)
    : Session.Fail(Console.Error, "The quickstart takes no arguments: it is configured by environment variables or user secrets.", ExitCode.Usage);

static IConfiguration ReadConfiguration() => new ConfigurationBuilder()
    .AddUserSecrets<Program>(optional: true)
    .AddEnvironmentVariables()
    .Build();
