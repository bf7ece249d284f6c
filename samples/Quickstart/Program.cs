using Microsoft.Extensions.Configuration;
using PayrepMeld.ActivityLogs.Quickstart;
using PayrepMeld.ActivityLogs.Samples;

using var ctrlC = new CtrlC();
if (args.Length > 0)
{
    Console.Error.WriteLine("The quickstart takes no arguments: it is configured by environment variables or user secrets.");
    return ExitCode.Usage;
}

return await Session.RunAsync(ReadConfiguration, Console.Out, Console.Error, TimeProvider.System, ctrlC.Pressed);

static IConfiguration ReadConfiguration() => new ConfigurationBuilder()
    .AddUserSecrets<Program>(optional: true)
    .AddEnvironmentVariables()
    .Build();
