using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using PayrepMeld.ActivityLogs.Benchmarks.Log;

namespace PayrepMeld.ActivityLogs.Benchmarks.Server;

/// <summary>The server's process: writes its address, serves, and ends with its parent.</summary>
internal static class ServeCommand
{
    public const string Name = "serve";

    public static async Task<int> RunAsync(LogSpec spec)
    {
        var server = new LogServer(spec);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Listen(IPAddress.Loopback, 0);
        });
        await using var application = builder.Build();
        application.Run(server.AnswerAsync);
        await application.StartAsync();
        await Console.Out.WriteLineAsync(application.Urls.First());

        // The parent never writes; its end closes this.
        await Console.In.ReadLineAsync();
        await application.StopAsync();
        return 0;
    }
}
