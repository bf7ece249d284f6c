using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using PayrepMeld.ActivityLogs.Samples;

namespace PayrepMeld.ActivityLogs.AspNetCore;

/// <summary><c>GET /activity-log</c>: the log as it is read, one JSON object a line.</summary>
internal static partial class ActivityLogEndpoint
{
    public static void MapActivityLog(this IEndpointRouteBuilder app) => app.MapGet("/activity-log", StreamAsync);

    private static async Task StreamAsync(
        HttpContext context, IServiceProvider services, TimeProvider timeProvider, IHostApplicationLifetime lifetime, [FromServices] ILoggerFactory loggers)
    {
        // The reader left, or the program ends: either way nothing more is asked of a vendor.
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        var request = new LogRequest(context.Request.Query, timeProvider.GetUtcNow());
        try
        {
            if (request.Errors.Count == 0 && Open(services, request, ended.Token) is { } pages)
            {
                await WriteAsync(pages, context.Response, ended.Token);
            }
            else
            {
                await Results.ValidationProblem(request.Errors).ExecuteAsync(context);
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            context.Abort();
        }
        catch (ActivityLogException e) when (!context.Response.HasStarted)
        {
            LogFailed(loggers.CreateLogger(typeof(ActivityLogEndpoint)), e.Message);
            await Problem(e, context.Response).ExecuteAsync(context);
        }
        catch (ActivityLogException e)
        {
            // Half of the log was sent. The connection breaks, so that nobody takes it for the whole.
            LogFailed(loggers.CreateLogger(typeof(ActivityLogEndpoint)), e.Message);
            context.Abort();
        }
    }

    private static IAsyncEnumerable<ActivityLogPage>? Open(IServiceProvider services, LogRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var log = request.Vendor is { } vendor ? services.GetRequiredKeyedService<IActivityLogClient>(vendor) : services.GetRequiredService<IActivityLogClient>();
            return log.ReadPagesAsync(request.Query, resumeFrom: null, cancellationToken);
        }
        catch (ArgumentException e)
        {
            request.Refuse("query", e.Message);
        }
        catch (InvalidOperationException) when (request.Vendor is not null)
        {
            request.Refuse("vendor", "It is not configured here.");
        }

        return null;
    }

    private static async Task WriteAsync(IAsyncEnumerable<ActivityLogPage> pages, HttpResponse response, CancellationToken cancellationToken)
    {
        response.ContentType = "application/x-ndjson; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        using var lines = new EntryLines(response.BodyWriter);
        await foreach (var page in pages)
        {
            foreach (var entry in page.Entries)
            {
                lines.Write(entry);
            }

            foreach (var row in page.UnreadableRows)
            {
                lines.Write(row);
            }

            // Once a page, not once a line. Until something was sent, an error can still become a status.
            if (response.BodyWriter.UnflushedBytes > 0)
            {
                await response.BodyWriter.FlushAsync(cancellationToken);
            }
        }
    }

    private static IResult Problem(ActivityLogException e, HttpResponse response)
    {
        if ((e.RetryAfter ?? (e.Kind == ActivityLogErrorKind.Throttled ? TimeSpan.FromMinutes(1) : null)) is { } wait)
        {
            response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        return Results.Problem(
            title: Ending.Sentence(e),
            statusCode: e.Kind switch
            {
                ActivityLogErrorKind.Invalid => StatusCodes.Status400BadRequest,
                ActivityLogErrorKind.Throttled or ActivityLogErrorKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
                _ => StatusCodes.Status502BadGateway,
            },
            extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["vendor"] = e.Vendor.ToString(), ["requestId"] = e.RequestId });
    }

    [LoggerMessage(1, LogLevel.Warning, "Reading the log failed: {Error}")]
    private static partial void LogFailed(ILogger logger, string error);
}
