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

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Requests = Meter.CreateCounter<long>("activitylogs.requests", "{request}", "Requests sent, retries included.");
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("activitylogs.request.duration", "s", "Time of one request, its body included.");
    private static readonly Counter<long> Retries = Meter.CreateCounter<long>("activitylogs.retries", "{retry}", "Requests repeated after a failure.");
    private static readonly Histogram<double> ThrottleWaits = Meter.CreateHistogram<double>("activitylogs.throttle.wait", "s", "Pauses a vendor asked for with HTTP 429.");
    private static readonly Counter<long> Renewals = Meter.CreateCounter<long>("activitylogs.token.renewals", "{renewal}", "Access tokens renewed.");
    private static readonly Counter<long> Pages = Meter.CreateCounter<long>("activitylogs.pages", "{page}", "Pages read.");
    private static readonly Counter<long> Entries = Meter.CreateCounter<long>("activitylogs.entries", "{entry}", "Entries delivered.");
    private static readonly Counter<long> Unreadable = Meter.CreateCounter<long>("activitylogs.rows.unreadable", "{row}", "Rows that could not be read.");

    public static void RequestEnded(ActivityLogVendor vendor, int? status, TimeSpan time)
    {
        if (!Requests.Enabled && !Duration.Enabled)
        {
            return;
        }

        var tags = new TagList { { VendorTag, NameOf(vendor) }, { StatusTag, status } };
        Requests.Add(1, tags);
        Duration.Record(time.TotalSeconds, tags);
    }

    public static void Retried(ActivityLogVendor vendor) => Retries.Add(1, Tag(vendor));

    public static void Throttled(ActivityLogVendor vendor, TimeSpan wait) => ThrottleWaits.Record(wait.TotalSeconds, Tag(vendor));

    public static void TokenRenewed(ActivityLogVendor vendor) => Renewals.Add(1, Tag(vendor));

    public static void PageRead(ActivityLogVendor vendor) => Pages.Add(1, Tag(vendor));

    public static void EntriesDelivered(ActivityLogVendor vendor, int count) => Entries.Add(count, Tag(vendor));

    public static void RowUnreadable(ActivityLogVendor vendor) => Unreadable.Add(1, Tag(vendor));

    /// <summary>A span for a call with all its attempts; its path is one of the vendor's fixed ones, without the query.</summary>
    public static Activity? StartCall(ActivityLogVendor vendor, HttpRequestMessage request)
    {
        var activity = Source.StartActivity("activitylogs.call", ActivityKind.Client);
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
