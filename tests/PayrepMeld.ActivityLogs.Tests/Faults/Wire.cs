using System.Globalization;
using System.Text;
using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Tests.Faults;

/// <summary>What the fault tests say about both vendors' wire format in one place.</summary>
internal static class Wire
{
    public const string FetchPath = "/api/v1/security/web/fetch_activity_logs";
    public const string LoginPath = "/api/v1/auth/web/login";
    public const string RefreshPath = "/api/v1/auth/web/refresh";
    public const string SearchPath = "/activity-log";

    /// <summary>The requests for pages, those for tokens left out.</summary>
    public static IReadOnlyList<FakeRequest> Fetches(this FaultHarness harness, ActivityLogVendor vendor) =>
        harness.Journal(vendor).For(vendor == ActivityLogVendor.Payrep ? FetchPath : SearchPath);

    /// <summary>A page of one vendor's rows, given as JSON.</summary>
    public static string Page(ActivityLogVendor vendor, params string[] rows) => vendor == ActivityLogVendor.Payrep
        ? $$"""{"status":true,"response_code":"00","message":"Success","data":[{{string.Join(',', rows)}}]}"""
        : $$"""{"activities":[{{string.Join(',', rows)}}],"count":{{rows.Length}}}""";

    /// <summary>The harness's row number <paramref name="i"/> as JSON.</summary>
    public static string Row(ActivityLogVendor vendor, int i) => vendor == ActivityLogVendor.Payrep
        ? $$"""{"id":"{{FaultHarness.PayrepId(i)}}","created_at":"{{At(i)}}"}"""
        : $$"""{"key":"{{FaultHarness.MeldKey(i)}}","occurredAt":"{{At(i)}}"}""";

    /// <summary>As the fakes write it: a cursor must be a row's own text.</summary>
    private static string At(int i) => Rows.Start.AddSeconds(-i).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    public static string Text(this ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);

    public static int Count(this ListLogger logger, int eventId) => logger.Lines.Count(line => line.Id.Id == eventId);
}
