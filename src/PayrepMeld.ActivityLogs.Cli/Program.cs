using PayrepMeld.ActivityLogs.Cli;
using PayrepMeld.ActivityLogs.Cli.Terminal;

using var ctrlC = new CtrlC();
return await Tool.RunAsync(args, ToolStreams.Standard(), TimeProvider.System, ctrlC.Pressed);
