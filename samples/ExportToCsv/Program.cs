using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PayrepMeld.ActivityLogs;
using PayrepMeld.ActivityLogs.ExportToCsv;
using PayrepMeld.ActivityLogs.Samples;

using var ctrlC = new CtrlC();
return await Ending.OfAsync(RunAsync, Console.Error, ctrlC.Pressed);

async Task<int> RunAsync()
{
    var days = 7;
    if (args.Length is not (1 or 2) || args[0].StartsWith('-')
        || (args.Length == 2 && (!int.TryParse(args[1], NumberStyles.None, CultureInfo.InvariantCulture, out days) || days is < 1 or > 3650)))
    {
        throw new ExitException(ExitCode.Usage, "Usage: ExportToCsv <file.csv> [days, 1 to 3650; 7 by default]");
    }

    var configuration = new ConfigurationBuilder().AddUserSecrets<Program>(optional: true).AddEnvironmentVariables().Build();
    var pageSize = ActivityLogQuery.MaxPageSize;
    if (configuration["Export:PageSize"] is { } text
        && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out pageSize) && pageSize is >= ActivityLogQuery.MinPageSize and <= ActivityLogQuery.MaxPageSize))
    {
        throw new ExitException(ExitCode.Usage, $"Export:PageSize is '{SafeText.Escape(text)}'; allowed: {ActivityLogQuery.MinPageSize} to {ActivityLogQuery.MaxPageSize}.");
    }

    await using var source = await LogSource.OpenAsync(configuration, TimeProvider.System, ctrlC.Pressed);
    if (source.Fakes is not null)
    {
        Console.WriteLine("No vendor is configured: this exports the log of two fakes in this process.");
    }

    await using var services = new ServiceCollection().AddActivityLogClients(source.Configuration).Services.BuildServiceProvider();
    var export = new CsvExport(LogSource.Client(services), source.Name, args[0], TimeProvider.System) { PageSize = pageSize };
    try
    {
        var state = await export.RunAsync(TimeSpan.FromDays(days), ctrlC.Pressed);
        Console.WriteLine($"{state.Rows} rows from {state.From:u} to {state.To:u} are in {SafeText.Escape(args[0])}.");
        if (state.Unreadable > 0)
        {
            throw new ExitException(ExitCode.Incomplete, $"{state.Unreadable} rows of the vendor could not be read and are not in the file.");
        }

        return ExitCode.Done;
    }
    catch (OperationCanceledException) when (ctrlC.Pressed.IsCancellationRequested)
    {
        throw new ExitException(ExitCode.Interrupted, $"Interrupted after {export.RowsSaved} rows. The same command goes on from there.");
    }
}
