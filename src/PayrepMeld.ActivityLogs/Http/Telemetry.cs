using System.Diagnostics;
using System.Diagnostics.Metrics;
using Polly;

namespace PayrepMeld.ActivityLogs.Http;

/// <summary>Traces and metrics, all named <c>PayrepMeld.ActivityLogs</c>. Tags: the vendor and the HTTP status, nothing of a customer.</summary>
internal static class Telemetry
{
    public const string Name = "PayrepMeld.ActivityLogs";

    private const string VendorTag = "vendor";
    private const string StatusTag = "http.response.status_code";

    private static readonly ActivitySource s_source = new(Name);
    private static readonly Meter s_meter = new(Name);
    private static readonly Counter<long> s_requests = s_meter.CreateCounter<long>("activitylogs.requests", "{request}", "Requests sent, retries included.");
    private static readonly Histogram<double> s_duration = s_meter.CreateHistogram<double>("activitylogs.request.duration", "s", "Time of one request, its body included.");
    private static readonly Counter<long> s_retries = s_meter.CreateCounter<long>("activitylogs.retries", "{retry}", "Requests repeated after a failure.");
    private static readonly Histogram<double> s_throttleWaits = s_meter.CreateHistogram<double>("activitylogs.throttle.wait", "s", "Pauses a vendor asked for with HTTP 429.");
    private static readonly Counter<long> s_renewals = s_meter.CreateCounter<long>("activitylogs.token.renewals", "{renewal}", "Access tokens renewed.");
    private static readonly Counter<long> s_pages = s_meter.CreateCounter<long>("activitylogs.pages", "{page}", "Pages read.");
    private static readonly Counter<long> s_entries = s_meter.CreateCounter<long>("activitylogs.entries", "{entry}", "Entries delivered.");
    private static readonly Counter<long> s_unreadable = s_meter.CreateCounter<long>("activitylogs.rows.unreadable", "{row}", "Rows that could not be read.");

    public static void RequestEnded(ActivityLogVendor vendor, int? status, TimeSpan time)
    {
        var tags = new TagList { { VendorTag, NameOf(vendor) }, { StatusTag, status } };
        s_requests.Add(1, tags);
        s_duration.Record(time.TotalSeconds, tags);
    }

    public static void Retried(ActivityLogVendor vendor) => s_retries.Add(1, Tag(vendor));

    public static void Throttled(ActivityLogVendor vendor, TimeSpan wait) => s_throttleWaits.Record(wait.TotalSeconds, Tag(vendor));

    public static void TokenRenewed(ActivityLogVendor vendor) => s_renewals.Add(1, Tag(vendor));

    /// <summary>Counts a page, with the entries delivered from it and its rows that could not be read.</summary>
    public static void PageRead(ActivityLogVendor vendor, int entries, int unreadableRows)
    {
        s_pages.Add(1, Tag(vendor));
        s_entries.Add(entries, Tag(vendor));
        if (unreadableRows > 0)
        {
            s_unreadable.Add(unreadableRows, Tag(vendor));
        }
    }

    /// <summary>A span for a call with all its attempts; its path is one of the vendor's fixed ones, without the query.</summary>
    public static Activity? StartCall(ActivityLogVendor vendor, HttpRequestMessage request)
    {
        var activity = s_source.StartActivity("activitylogs.call", ActivityKind.Client);
        activity?.SetTag(VendorTag, NameOf(vendor));
        activity?.SetTag("http.request.method", request.Method.Method);
        activity?.SetTag("url.path", request.RequestUri?.AbsolutePath);
        return activity;
    }

    public static void EndCall(Activity? activity, CallProgress call, Outcome<HttpResponseMessage> outcome)
    {
        if (activity is null)
        {
            return;
        }

        activity.SetTag("attempts", call.Attempts);
        activity.SetTag(StatusTag, call.StatusCode);
        if (outcome.Exception is { } failure)
        {
            activity.SetStatus(ActivityStatusCode.Error, failure.GetType().Name);
        }
        else if (outcome.Result?.Content is BufferedBody { Verdict: { Action: not VerdictAction.Success } verdict })
        {
            activity.SetStatus(ActivityStatusCode.Error, verdict.Kind.ToString());
        }
    }

    private static KeyValuePair<string, object?> Tag(ActivityLogVendor vendor) => new(VendorTag, NameOf(vendor));

    private static string NameOf(ActivityLogVendor vendor) => vendor == ActivityLogVendor.Payrep ? "Payrep" : "Meld";
}
