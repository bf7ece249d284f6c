using PayrepMeld.ActivityLogs.Cli;
using PayrepMeld.ActivityLogs.Cli.Terminal;

var streams = ToolStreams.Standard();
using var ctrlC = new CtrlC(streams);
return await Tool.RunAsync(args, streams, TimeProvider.System, ctrlC.Pressed);
