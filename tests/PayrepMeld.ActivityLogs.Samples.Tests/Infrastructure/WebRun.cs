extern alias web;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using web::PayrepMeld.ActivityLogs.AspNetCore;

namespace PayrepMeld.ActivityLogs.Samples.Tests.Infrastructure;

/// <summary>The endpoint on a real port, over two fakes on real ports.</summary>
internal sealed class WebRun : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WebRun(TwoFakes fakes, WebApplication app)
    {
        (Fakes, _app) = (fakes, app);
        Client = app.Services.GetRequiredService<IHttpClientFactory>().CreateClient();
        Client.BaseAddress = new Uri(app.Urls.Single());
    }

    public TwoFakes Fakes { get; }

    public HttpClient Client { get; }

    public IActivityLogClient Log => _app.Services.GetRequiredService<IActivityLogClient>();

    public static async Task<WebRun> StartAsync(int rows)
    {
        var fakes = await TwoFakes.StartAsync(rows);
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddActivityLogClients(fakes.Configuration);
        builder.Services.AddSingleton(TimeProvider.System).AddHttpClient();
        builder.Services.AddHealthChecks().AddActivityLogHealthChecks();
        var app = builder.Build();
        ActivityLogEndpoint.MapActivityLog(app);
        app.MapHealthChecks("/health");
        await app.StartAsync();
        return new WebRun(fakes, app);
    }

    public Task<HttpResponseMessage> GetAsync(string query) => Client.GetAsync(new Uri("activity-log" + query, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        await Fakes.DisposeAsync();
    }
}
