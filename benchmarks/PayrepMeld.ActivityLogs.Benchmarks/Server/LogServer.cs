using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using PayrepMeld.ActivityLogs.Benchmarks.Log;

namespace PayrepMeld.ActivityLogs.Benchmarks.Server;

/// <summary>One vendor's activity log over HTTP, as cheap as can be: a page is copied from templates, nothing is serialized.</summary>
internal sealed class LogServer(LogSpec spec)
{
    private readonly ServedLog _log = new(spec);
    private readonly RequestCounter _counter = new();
    private readonly string _path = VendorPaths.Of(spec.Vendor);
    private readonly string _authorization = Credentials.HeaderOf(spec.Vendor);

    public async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value;
        if (string.Equals(path, VendorPaths.Count, StringComparison.Ordinal))
        {
            var (requests, atOnce) = _counter.Take();
            await context.Response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{requests} {atOnce}"));
            return;
        }

        if (!string.Equals(path, _path, StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (!string.Equals(context.Request.Headers.Authorization, _authorization, StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        _counter.Begin();
        try
        {
            await AnswerPageAsync(context);
        }
        finally
        {
            _counter.End();
        }
    }

    private async Task AnswerPageAsync(HttpContext context)
    {
        var found = spec.Vendor == ActivityLogVendor.Payrep
            ? await FindForPayrepAsync(context.Request)
            : MeldAnswer.Find(_log, context.Request.Query);
        if (spec.DelayMilliseconds > 0)
        {
            await Task.Delay(spec.DelayMilliseconds, context.RequestAborted);
        }

        if (found is not { } page)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(ServedLog.MostBytes(page.Count + 1));
        try
        {
            var length = Render(page, buffer);
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = length;
            await context.Response.Body.WriteAsync(buffer.AsMemory(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<PageRange?> FindForPayrepAsync(HttpRequest request)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(4096);
        try
        {
            var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false);
            return PayrepAnswer.Find(_log, buffer.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private int Render(PageRange page, byte[] buffer)
    {
        var isPayrep = spec.Vendor == ActivityLogVendor.Payrep;
        var head = isPayrep ? PayrepAnswer.Head : MeldAnswer.Head;
        head.CopyTo(buffer);
        var length = head.Length + _log.Write(buffer.AsSpan(head.Length), page.Begin, page.Count);
        if (isPayrep)
        {
            PayrepAnswer.Tail.CopyTo(buffer.AsSpan(length));
            return length + PayrepAnswer.Tail.Length;
        }

        return length + Encoding.UTF8.GetBytes(MeldAnswer.Tail(page), buffer.AsSpan(length));
    }
}
