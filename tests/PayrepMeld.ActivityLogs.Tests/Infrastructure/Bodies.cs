using System.Buffers;
using System.Text;
using PayrepMeld.ActivityLogs.Http;
using PayrepMeld.ActivityLogs.Json;

namespace PayrepMeld.ActivityLogs.Tests.Infrastructure;

/// <summary>Answers as the page readers get them.</summary>
internal static class Bodies
{
    public static BufferedBody Success(ActivityLogVendor vendor, string json, bool includeRaw = false) =>
        Success(vendor, Encoding.UTF8.GetBytes(json), includeRaw);

    public static BufferedBody Success(ActivityLogVendor vendor, byte[] bytes, bool includeRaw = false, RowInterns? interns = null)
    {
        var pooled = ArrayPool<byte>.Shared.Rent(Math.Max(1, bytes.Length));
        bytes.CopyTo(pooled, 0);
        return new BufferedBody(pooled, bytes.Length)
        {
            Vendor = vendor,
            Account = ActivityLogClientsOptions.DefaultAccount,
            Verdict = new Verdict(VerdictAction.Success, default),
            StatusCode = 200,
            Attempts = 1,
            IncludeRaw = includeRaw,
            Interns = interns,
        };
    }
}
