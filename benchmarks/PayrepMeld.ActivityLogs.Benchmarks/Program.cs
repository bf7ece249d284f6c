using PayrepMeld.ActivityLogs.Benchmarks;
using PayrepMeld.ActivityLogs.Benchmarks.Concurrency;
using PayrepMeld.ActivityLogs.Benchmarks.Cpu;
using PayrepMeld.ActivityLogs.Benchmarks.Latency;
using PayrepMeld.ActivityLogs.Benchmarks.Log;
using PayrepMeld.ActivityLogs.Benchmarks.Parsing;
using PayrepMeld.ActivityLogs.Benchmarks.Report;
using PayrepMeld.ActivityLogs.Benchmarks.Server;
using PayrepMeld.ActivityLogs.Benchmarks.Streaming;

// This program is its own server, and the reader whose memory is watched.
if (args is [ServeCommand.Name, .. var spec])
{
    return await ServeCommand.RunAsync(LogSpec.Parse(spec));
}

if (args is [StreamCommand.Name, var vendor, var baseAddress, var entries])
{
    return await StreamCommand.RunAsync(vendor, baseAddress, entries);
}

IReadOnlyList<ISection> sections = [new CpuSection(), new StreamingSection(), new LatencySection(), new ConcurrencySection(), new ParsingSection()];
var arguments = Arguments.Parse(args, sections.Select(s => s.Name), out var error);
if (arguments is null || arguments.Help)
{
    await (arguments is null ? Console.Error : Console.Out).WriteLineAsync(arguments is null ? error + Environment.NewLine + Arguments.Usage : Arguments.Usage);
    return arguments is null ? 2 : 0;
}

await WholeReport.WriteAsync(sections.Where(s => arguments.Only is null || string.Equals(s.Name, arguments.Only, StringComparison.Ordinal)), arguments.Quick ? Plan.Quick : Plan.Full);
return 0;
