using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Polly;
using static PayrepMeld.ActivityLogs.ActivityLogTelemetry;

namespace PayrepMeld.ActivityLogs.Http;

/// <summary>Emits what <see cref="ActivityLogTelemetry"/> names. Where nobody listens, no clock is read and nothing is made.</summary>
internal static class Telemetry
{
    private static readonly ActivitySource Source = new(ActivitySourceName);
    private static readonly Meter Meter = new(MeterName);
    private static readonly Counter<long> Requests = Meter.CreateCounter<long>(RequestsInstrument, "{request}", "Requests sent, retries, logins and refreshes included.");
    private static readonly Histogram<double> RequestDuration = Times(RequestDurationInstrument, "Time of one request, its body included.", Buckets.Calls);
    private static readonly Counter<long> Retries = Meter.CreateCounter<long>(RetriesInstrument, "{retry}", "Requests repeated after a failure.");
    private static readonly Histogram<double> ThrottleWaits = Times(ThrottleWaitInstrument, "Pauses a vendor asked for with HTTP 429.", Buckets.Waits);
    private static readonly Counter<long> Renewals = Meter.CreateCounter<long>(TokenRenewalsInstrument, "{renewal}", "Access tokens renewed.");
    private static readonly Counter<long> Pages = Meter.CreateCounter<long>(PagesInstrument, "{page}", "Pages read that had something to deliver, or moved the read on.");
    private static readonly Histogram<double> PageDuration = Times(PageDurationInstrument, "Time from asking for a page to having its rows, all attempts and waits included.", Buckets.Calls);
    private static readonly Counter<long> Entries = Meter.CreateCounter<long>(EntriesInstrument, "{entry}", "Entries delivered.");
    private static readonly Counter<long> UnreadableRows = Meter.CreateCounter<long>(UnreadableRowsInstrument, "{row}", "Rows that could not be read.");
    private static readonly Histogram<double> FollowLag = Times(FollowLagInstrument, "Age of an entry when following hands it out.", Buckets.Waits);

    /// <summary>When a request begins; null where nobody wants to know.</summary>
    public static long? StartRequest(TimeProvider time) => Requests.Enabled || RequestDuration.Enabled ? time.GetTimestamp() : null;

    public static void RequestAnswered(VendorChannel channel, HttpResponseMessage response, long? start)
    {
        if (start is not null)
        {
            RequestEnded(channel, (int)response.StatusCode, ErrorTypeOf(response), start.Value);
        }
    }

    public static void RequestFailed(VendorChannel channel, int? status, Exception failure, CallProgress call, long? start)
    {
        if (start is not null)
        {
            RequestEnded(channel, status, ErrorTypeOf(failure, call), start.Value);
        }
    }

    public static void Retried(ActivityLogVendor vendor) => Retries.Add(1, Tag(vendor));

    public static void Throttled(ActivityLogVendor vendor, TimeSpan wait) => ThrottleWaits.Record(wait.TotalSeconds, Tag(vendor));

    public static void TokenRenewed(ActivityLogVendor vendor) => Renewals.Add(1, Tag(vendor));

    /// <summary>When a page is asked for; null where nobody wants to know.</summary>
    public static long? StartPage(TimeProvider time) => PageDuration.Enabled ? time.GetTimestamp() : null;

    public static void PageFetched(ActivityLogVendor vendor, TimeProvider time, long? start)
    {
        if (start is not null)
        {
            PageDuration.Record(time.GetElapsedTime(start.Value).TotalSeconds, Tag(vendor));
        }
    }

    public static void PageDelivered(ActivityLogVendor vendor) => Pages.Add(1, Tag(vendor));

    public static void EntriesDelivered(ActivityLogVendor vendor, int count) => Entries.Add(count, Tag(vendor));

    /// <summary>An entry is handed out by following.</summary>
    public static void Followed(ActivityLogEntry entry, TimeProvider time)
    {
        if (FollowLag.Enabled)
        {
            // A vendor's clock may be ahead of ours.
            var lag = TimeSpan.FromTicks(Math.Max(0, time.GetUtcNow().UtcTicks - entry.UtcTicks));
            FollowLag.Record(lag.TotalSeconds, Tag(entry.Vendor));
        }
    }

    public static void RowUnreadable(ActivityLogVendor vendor) => UnreadableRows.Add(1, Tag(vendor));

    /// <summary>A span for a call with all its attempts; its path is one of the vendor's fixed ones, without the query.</summary>
    public static Activity? StartCall(ActivityLogVendor vendor, HttpRequestMessage request)
    {
        var activity = Source.StartActivity(CallSpan, ActivityKind.Client);
        if (activity is { IsAllDataRequested: true })
        {
            activity.SetTag(VendorTag, NameOf(vendor));
            activity.SetTag(HttpRequestMethodTag, request.Method.Method);
            activity.SetTag(UrlPathTag, request.RequestUri?.AbsolutePath);
        }

        return activity;
    }

    public static void EndCall(Activity? activity, CallProgress call, Outcome<HttpResponseMessage> outcome)
    {
        if (activity is not { IsAllDataRequested: true })
        {
            return;
        }

        activity.SetTag(AttemptsTag, call.Attempts);
        activity.SetTag(HttpResponseStatusCodeTag, call.StatusCode);
        var error = outcome.Exception is { } failure ? ErrorTypeOf(failure, call) : ErrorTypeOf(outcome.Result!);
        if (error is not null)
        {
            activity.SetTag(ErrorTypeTag, error);
            activity.SetStatus(ActivityStatusCode.Error);
        }
    }

    private static void RequestEnded(VendorChannel channel, int? status, string? error, long start)
    {
        var tags = new TagList { { VendorTag, NameOf(channel.Vendor) } };
        if (status is not null)
        {
            tags.Add(HttpResponseStatusCodeTag, status);
        }

        if (error is not null)
        {
            tags.Add(ErrorTypeTag, error);
        }

        Requests.Add(1, tags);
        RequestDuration.Record(channel.TimeProvider.GetElapsedTime(start).TotalSeconds, tags);
    }

    // Who leaves, after the first entries or for good, has met no error.
    private static string? ErrorTypeOf(Exception failure, CallProgress call) =>
        failure is OperationCanceledException && call.Caller.IsCancellationRequested ? null : failure.GetType().FullName;

    // Payrep's errors can come with HTTP 200, which would say nothing.
    private static string? ErrorTypeOf(HttpResponseMessage response) => response.Content is not BufferedBody { Verdict: { Action: not VerdictAction.Success } verdict }
        ? null
        : response.IsSuccessStatusCode
            ? verdict.Kind.ToString()
            : ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);

    private static Histogram<double> Times(string name, string description, IReadOnlyList<double> buckets) =>
        Meter.CreateHistogram(name, "s", description, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = buckets });

    private static KeyValuePair<string, object?> Tag(ActivityLogVendor vendor) => new(VendorTag, NameOf(vendor));

    private static string NameOf(ActivityLogVendor vendor) => vendor == ActivityLogVendor.Payrep ? nameof(ActivityLogVendor.Payrep) : nameof(ActivityLogVendor.Meld);

    /// <summary>Where histograms cut, in seconds, unless a view says otherwise.</summary>
    private static class Buckets
    {
        public static readonly double[] Calls = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30, 60, 100];
        public static readonly double[] Waits = [0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600, 21_600, 86_400];
    }
}
