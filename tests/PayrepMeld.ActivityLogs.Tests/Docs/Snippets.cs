using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Tests.Docs;

/// <summary>The code that README.md and docs/ show. It need not run to be right, but it must compile: <see cref="DocsTests"/> finds each block here.</summary>
internal static class Snippets
{
    public static async Task Readme(string[] args)
    {
        var builder = Host.CreateApplicationBuilder(args);
        builder.Services.AddActivityLogClients(builder.Configuration);
        using var host = builder.Build();

        var log = host.Services.GetRequiredService<IActivityLogClient>();
        var failures = new ActivityLogQuery { From = TimeProvider.System.GetUtcNow().AddDays(-1), Outcome = ActivityLogOutcome.Failure };
        await foreach (var entry in log.ReadEntriesAsync(failures))
        {
            Console.WriteLine($"{entry.OccurredAt:u} {entry.Vendor} {entry.StatusCode} {entry.Action}");
        }
    }

    public static void Callback(IServiceCollection services, Func<CancellationToken, ValueTask<string>> fetchFromVault)
    {
        services.AddActivityLogClients(options =>
        {
            options.Payrep = new PayrepOptions
            {
                Environment = "Production",
                TokenProvider = (refused, cancellationToken) => fetchFromVault(cancellationToken),
            };
            options.Meld = new MeldOptions { BaseAddress = new Uri("https://gateway.example.com/meld"), ApiKey = "..." };
        });
    }

    public static void Keys(IServiceProvider services)
    {
        var both = services.GetRequiredService<IActivityLogClient>();
        var meldOnly = services.GetRequiredKeyedService<IActivityLogClient>(ActivityLogVendor.Meld);
        var acme = services.GetRequiredKeyedService<IActivityLogClient>("acme");
        var acmePayrep = services.GetRequiredKeyedService<IActivityLogClient>("acme/Payrep");
        var rawMeld = services.GetRequiredService<IMeldApi>();

        _ = (both, meldOnly, acme, acmePayrep, rawMeld);
    }

    public static void HttpClients(IServiceCollection services, Func<DelegatingHandler> createHandler)
    {
        services.AddActivityLogClients("acme", options => options.Meld = new MeldOptions { Environment = "Sandbox", ApiKey = "..." })
            .HttpClient(ActivityLogVendor.Meld, "acme")
            .AddHttpMessageHandler(createHandler);
    }

    public static async Task SideBySide(IActivityLogClient log, CancellationToken cancellationToken)
    {
        var lastYear = new ActivityLogQuery
        {
            From = TimeProvider.System.GetUtcNow().AddYears(-1),
            MaxConcurrency = 8,
        };
        await foreach (var entry in log.ReadEntriesAsync(lastYear, cancellationToken))
        {
            Console.WriteLine(entry.Id);
        }
    }

    public static async Task Fields(IActivityLogClient log, CancellationToken cancellationToken)
    {
        await foreach (var entry in log.ReadEntriesAsync(cancellationToken: cancellationToken))
        {
            var detail = entry switch
            {
                PayrepActivity payrep => payrep.Status,
                MeldActivity meld => meld.EventType,
                _ => null,
            };
            Console.WriteLine($"{entry.Id} {detail}");
        }
    }

    public static async Task Resume(IActivityLogClient log, CancellationToken cancellationToken)
    {
        var query = new ActivityLogQuery { From = new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero) };
        var saved = File.Exists("position") ? ActivityLogCursor.Parse(await File.ReadAllTextAsync("position", cancellationToken)) : null;

        await foreach (var page in log.ReadPagesAsync(query, saved, cancellationToken))
        {
            await StoreAsync(page.Entries, page.UnreadableRows, cancellationToken);
            if (page.Next is { } next)
            {
                // Written beside it first: a crash half-way must not leave half a position.
                await File.WriteAllTextAsync("position.new", next.ToString(), cancellationToken);
                File.Move("position.new", "position", overwrite: true);
            }
            else
            {
                File.Delete("position");
            }
        }
    }

    public static async Task ResumeLastDay(IActivityLogClient log, TimeProvider time, CancellationToken cancellationToken)
    {
        var saved = File.Exists("position") ? await File.ReadAllLinesAsync("position", cancellationToken) : null;

        // "A day ago" is another instant in each run, and a cursor belongs to one range: so the range is stored with it.
        var from = saved is null ? time.GetUtcNow().AddDays(-1) : DateTimeOffset.Parse(saved[0], CultureInfo.InvariantCulture);
        var resumeFrom = saved is null ? null : ActivityLogCursor.Parse(saved[1]);

        await foreach (var page in log.ReadPagesAsync(new ActivityLogQuery { From = from }, resumeFrom, cancellationToken))
        {
            await StoreAsync(page.Entries, page.UnreadableRows, cancellationToken);
            if (page.Next is { } next)
            {
                // Written beside it first: a crash half-way must not leave half a position.
                await File.WriteAllLinesAsync("position.new", [from.ToString("O"), next.ToString()], cancellationToken);
                File.Move("position.new", "position", overwrite: true);
            }
            else
            {
                File.Delete("position");
            }
        }
    }

    public static void Filters(IActivityLogClient log)
    {
        var query = new ActivityLogQuery
        {
            Search = "timeout",
            Meld = new MeldFilter { Actions = [MeldActions.OutboundRequestWebhook] },
        };

        // Payrep: none. Meld: Search, which is looked for after the rows were transferred.
        var forPayrep = query.GetClientSideFilters(ActivityLogVendor.Payrep);
        var forMeld = query.GetClientSideFilters(ActivityLogVendor.Meld);

        _ = (log, forPayrep, forMeld);
    }

    public static async Task Errors(IActivityLogClient log, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var entry in log.ReadEntriesAsync(cancellationToken: cancellationToken))
            {
                Console.WriteLine(entry);
            }
        }
        catch (ActivityLogException e) when (e.Kind is ActivityLogErrorKind.Throttled or ActivityLogErrorKind.Unavailable)
        {
            Console.WriteLine($"Try again in {e.RetryAfter ?? TimeSpan.FromMinutes(1)}: {e.Message}");
        }
        catch (ActivityLogException e) when (e.Kind == ActivityLogErrorKind.Unauthorized)
        {
            Console.WriteLine($"Change the credentials of {e.Vendor}: {e.Message}");
        }
        catch (ActivityLogException e)
        {
            Console.WriteLine($"Ask {e.Vendor} about request {e.RequestId}, code {e.VendorCode}: {e.Message}");
        }
    }

    public static async Task Fakes(IServiceCollection services, DateTimeOffset now)
    {
        await using var meld = await FakeMeldServer.StartAsync(options =>
        {
            options.Log = new SeededMeldLog(seed: 1, count: 10_000, from: now.AddDays(-30), to: now);
            options.SilentPageCap = 50;
        });
        meld.Faults.Enqueue(Fault.Status(503), Fault.Status(429, retryAfter: "1"));

        services.AddActivityLogClients(options => options.Meld = new MeldOptions
        {
            BaseAddress = meld.BaseAddress,
            ApiKey = meld.Vendor.Options.ApiKeys.First(),
        });
    }

    public static void InMemory(IServiceCollection services)
    {
        var payrep = new FakePayrep();
        services.AddActivityLogClients(options => options.Payrep = new PayrepOptions { BaseAddress = new Uri("https://payrep.test"), Token = "payrep-test-token" })
            .UseFakes(payrep);
    }

    public static async Task Client(DateTimeOffset now)
    {
        await using var log = InMemoryActivityLogClient.Of(
            [new PayrepRow { Id = "1", CreatedAt = now, Status = "error", ResponseCode = 500 }],
            [new MeldRow { Key = "2", OccurredAt = now.AddMinutes(-1) }]);
        log.Payrep!.Faults.EnqueueFor("/fetch_activity_logs", Fault.PayrepCode("80"));
    }

    public static async Task Journal(InMemoryActivityLogClient log, Func<IActivityLogClient, Task> readAsync, CancellationToken cancellationToken)
    {
        var reading = readAsync(log);

        // Until it has asked twice, whatever it does meanwhile: for a login and a page.
        await log.Payrep!.Journal.WaitForAsync(2, cancellationToken);
        await reading;

        var pages = log.Payrep.Journal.For("/api/v1/security/web/fetch_activity_logs");
        Console.WriteLine($"{log.Payrep.Journal.Count} requests: {string.Join(", ", log.Payrep.Journal.Requests)}.");
        Console.WriteLine($"The first page was asked for by {pages[0].BodyText} and answered with {pages[0].AnsweredWith}.");
    }

    public static async Task Clock(FakeTime time, Func<IActivityLogClient, Task> readAsync)
    {
        var meld = new FakeMeld(new FakeMeldOptions { TimeProvider = time });
        meld.Insert(new MeldRow { Key = "1", OccurredAt = time.GetUtcNow() });
        meld.Faults.Enqueue(Fault.Status(429, retryAfter: "30"));
        await using var log = new InMemoryActivityLogClient(meld: meld);

        var reading = readAsync(log);
        while (!reading.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(20));
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }

        await reading;
    }

    public static void WireMockFiles()
    {
        WireMockStubs.Write(WireMockSituation.PayrepPaging, "wiremock/mappings");
        WireMockStubs.Write(WireMockSituation.MeldThrottled, "wiremock/mappings");
    }

    public static async Task WireMockAdmin(HttpClient wireMock, CancellationToken cancellationToken)
    {
        foreach (var mapping in WireMockStubs.Read(WireMockSituation.PayrepExpiredToken))
        {
            using var content = new StringContent(mapping, Encoding.UTF8, "application/json");
            using var response = await wireMock.PostAsync("__admin/mappings", content, cancellationToken);
            response.EnsureSuccessStatusCode();
        }
    }

    public static async Task Follow(IActivityLogClient log, CancellationToken cancellationToken)
    {
        await foreach (var entry in log.FollowAsync(cancellationToken: cancellationToken))
        {
            Console.WriteLine($"{entry.OccurredAt:u} {entry.Vendor} {entry.Action}");
        }
    }

    public static async Task FollowOverRestarts(IActivityLogClient log, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var saved = File.Exists("position") ? FollowPosition.Parse(await File.ReadAllTextAsync("position", cancellationToken)) : null;
        var options = new FollowOptions
        {
            ResumeFrom = saved,
            SavePosition = async (position, token) =>
            {
                // Written beside it first: a crash half-way must not leave half a position.
                await File.WriteAllTextAsync("position.new", position.ToString(), token);
                File.Move("position.new", "position", overwrite: true);
            },
            OnError = (error, wait) => Console.WriteLine($"{error.Message} Next try in {wait}."),
        };

        await foreach (var entry in log.FollowAsync(new ActivityLogQuery { From = from }, options, cancellationToken))
        {
            await StoreAsync(entry, cancellationToken);
        }
    }

    public static void Observability(IServiceCollection services)
    {
        services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddSource(ActivityLogTelemetry.ActivitySourceName));
        services.ConfigureOpenTelemetryMeterProvider(metrics => metrics.AddMeter(ActivityLogTelemetry.MeterName));
    }

    public static void Health(WebApplicationBuilder builder)
    {
        builder.Services.AddActivityLogClients(builder.Configuration);
        builder.Services.AddHealthChecks().AddActivityLogHealthChecks();

        var app = builder.Build();
        app.MapHealthChecks("/health");
        app.Run();
    }

    public static void HealthOptions(IServiceCollection services)
    {
        services.AddHealthChecks().AddActivityLogHealthChecks(
            options =>
            {
                options.ProbeInterval = TimeSpan.FromMinutes(2);
                options.StaleAfter = TimeSpan.FromMinutes(10);
            },
            failureStatus: HealthStatus.Degraded,
            tags: ["ready"]);
    }

    public static async Task PackagePage(IActivityLogClient log, CancellationToken cancellationToken)
    {
        var lastWeek = new ActivityLogQuery { From = TimeProvider.System.GetUtcNow().AddDays(-7), Outcome = ActivityLogOutcome.Failure, Search = "timeout" };
        await foreach (var entry in log.ReadEntriesAsync(lastWeek, cancellationToken))
        {
            var own = entry switch
            {
                PayrepActivity payrep => payrep.Status,
                MeldActivity meld => meld.EventType,
                _ => null,
            };
            Console.WriteLine($"{entry.Id} {own} {entry.Message}");
        }
    }

    private static Task StoreAsync(ActivityLogEntry entry, CancellationToken cancellationToken) => StoreAsync([entry], [], cancellationToken);

    private static Task StoreAsync(IReadOnlyList<ActivityLogEntry> entries, IReadOnlyList<UnreadableRow> unreadable, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? Task.FromCanceled(cancellationToken) : Task.FromResult(entries.Count + unreadable.Count);
}
