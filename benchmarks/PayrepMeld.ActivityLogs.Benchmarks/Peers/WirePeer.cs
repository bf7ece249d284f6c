using System.Text;
using System.Text.Json;
using PayrepMeld.ActivityLogs.Benchmarks.Log;
using PayrepMeld.ActivityLogs.Benchmarks.Server;

namespace PayrepMeld.ActivityLogs.Benchmarks.Peers;

/// <summary>
/// The least that can be done: every page is read into one buffer and the next cursor taken from its end. With <c>scan</c> a reader
/// goes over every token as well, which is the least that makes sense of it; no object is made in either.
/// </summary>
internal sealed class WirePeer(ActivityLogVendor vendor, HttpClient client, bool scan) : IPeer
{
    public const string ScanName = "drain + token scan (**scan**)";

    private static readonly Uri PayrepPath = new(VendorPaths.Payrep, UriKind.Relative);

    private byte[] _buffer = new byte[128 * 1024];
    private long _tokens;

    public string Name => scan ? ScanName : "drain only";

    public async Task<Tally> ReadAsync()
    {
        var tally = default(Tally);
        string? cursor = null;
        do
        {
            using var request = Request(cursor);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            response.EnsureSuccessStatusCode();
            var length = await FillAsync(await response.Content.ReadAsStreamAsync());
            if (scan)
            {
                Scan(_buffer.AsSpan(0, length));
            }

            cursor = NextCursor(_buffer.AsSpan(0, length), out var rows);
            tally.AddUnseen(rows);
        }
        while (cursor is not null);

        return tally;
    }

    private HttpRequestMessage Request(string? cursor)
    {
        if (vendor == ActivityLogVendor.Meld)
        {
            return new HttpRequestMessage(HttpMethod.Get, PeerPaging.MeldQuery(cursor));
        }

        var body = new ByteArrayContent(Encoding.UTF8.GetBytes($$"""{"limit":100{{cursor}}}"""));
        body.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        return new HttpRequestMessage(HttpMethod.Post, PayrepPath) { Content = body };
    }

    private async Task<int> FillAsync(Stream body)
    {
        var length = 0;
        while (await body.ReadAsync(_buffer.AsMemory(length)) is > 0 and var read)
        {
            length += read;
            if (length == _buffer.Length)
            {
                Array.Resize(ref _buffer, length * 2);
            }
        }

        return length;
    }

    private void Scan(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            _tokens++;
        }
    }

    /// <summary>What the request needs for the next page; null at the end.</summary>
    private string? NextCursor(ReadOnlySpan<byte> page, out int rows)
    {
        rows = LogSpec.PageSize;
        if (vendor == ActivityLogVendor.Meld)
        {
            return page.EndsWith("\"remaining\":0}"u8) ? null : Last(page, "\"key\":\""u8);
        }

        if (Last(page, "\"id\":\""u8) is { } id)
        {
            return $",\"cursor_created_at\":\"{Last(page, "\"created_at\":\""u8)}\",\"cursor_id\":\"{id}\"";
        }

        rows = 0;
        return null;
    }

    private static string? Last(ReadOnlySpan<byte> page, ReadOnlySpan<byte> before)
    {
        var at = page.LastIndexOf(before);
        if (at < 0)
        {
            return null;
        }

        var value = page[(at + before.Length)..];
        return Encoding.UTF8.GetString(value[..value.IndexOf((byte)'"')]);
    }
}
