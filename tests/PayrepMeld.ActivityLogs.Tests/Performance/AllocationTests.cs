using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PayrepMeld.ActivityLogs.Tests.Http;

namespace PayrepMeld.ActivityLogs.Tests.Performance;

/// <summary>
/// How much is allocated for an entry through the whole SDK, over answers made before: client, handlers, pipeline and enumerator, and all of each
/// request. Alone, because what other tests allocate would be counted as well.
/// </summary>
[Collection(nameof(Alone))]
public sealed class AllocationTests
{
    // The figures of record, in bytes an entry; the same for both targets. Whoever lowers them for good writes the new ones here.
#if USE_REFIT
    // Refit keeps a copy of each body beside ours.
    private const double PayrepOfRecord = 455;
    private const double MeldOfRecord = 1_195;
#else
    private const double PayrepOfRecord = 147;
    private const double MeldOfRecord = 503;
#endif

    private const double Tolerated = 1.2;
    private const int Pages = 40;
    private const int RowsPerPage = 100;

    [Theory]
    [InlineData(ActivityLogVendor.Payrep, PayrepOfRecord)]
    [InlineData(ActivityLogVendor.Meld, MeldOfRecord)]
    public async Task Allocation_for_an_entry_stays_within_a_fifth_of_the_figure_of_record(ActivityLogVendor vendor, double ofRecord) =>
        (await PerEntryAsync(vendor, new ActivityLogQuery())).Should().BeLessThan(ofRecord * Tolerated);

    /// <summary>The negative control, and the price of keeping the rows' bytes: it does not go unnoticed.</summary>
    [Theory]
    [InlineData(ActivityLogVendor.Payrep, PayrepOfRecord)]
    [InlineData(ActivityLogVendor.Meld, MeldOfRecord)]
    public async Task Keeping_the_rows_bytes_is_noticed(ActivityLogVendor vendor, double ofRecord) =>
        (await PerEntryAsync(vendor, new ActivityLogQuery { IncludeRaw = true })).Should().BeGreaterThan(ofRecord * Tolerated);

    private static async Task<double> PerEntryAsync(ActivityLogVendor vendor, ActivityLogQuery query)
    {
        using var answers = new Answers(vendor);
        await using var services = Services(vendor, answers);
        var client = services.GetRequiredService<IActivityLogClient>();
        var least = double.MaxValue;
        for (var run = 0; run < 8; run++)
        {
            // The first runs also pay for what is kept from then on; and what a runtime does now and then is in some of them only.
            var before = GC.GetTotalAllocatedBytes(precise: true);
            var count = 0;
            await foreach (var entry in client.ReadEntriesAsync(query))
            {
                count++;
            }

            least = Math.Min(least, (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / count);
            count.Should().Be(Pages * RowsPerPage);
        }

        return least;
    }

    private static ServiceProvider Services(ActivityLogVendor vendor, HttpMessageHandler answers)
    {
        var services = new ServiceCollection();
        services.AddActivityLogClients(options =>
        {
            options.Payrep = vendor == ActivityLogVendor.Payrep ? new PayrepOptions { BaseAddress = new Uri("https://payrep.test"), Token = "a.given.token" } : null;
            options.Meld = vendor == ActivityLogVendor.Meld ? new MeldOptions { BaseAddress = new Uri("https://meld.test"), ApiKey = "a-given-key" } : null;
        }).HttpClient(vendor).ConfigurePrimaryHttpMessageHandler(() => answers);
        return services.BuildServiceProvider();
    }

    /// <summary>Page after page, then from the beginning again.</summary>
    private sealed class Answers : HttpMessageHandler
    {
        private readonly byte[][] _pages;
        private int _next;

        public Answers(ActivityLogVendor vendor)
        {
            var random = new Random(3);
            var isPayrep = vendor == ActivityLogVendor.Payrep;
            _pages = [.. Enumerable.Range(0, Pages).Select(page => Encoding.UTF8.GetBytes(isPayrep ? Payrep(page, random) : Meld(page, random)))];
            if (isPayrep)
            {
                _pages = [.. _pages, """{"status":"success","response_code":"00","data":[]}"""u8.ToArray()];
            }
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var page = _pages[_next];
            _next = (_next + 1) % _pages.Length;
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(page) });
        }

        // 244 bytes a row.
        private static string Payrep(int page, Random random) =>
            $$"""{"status":"success","response_code":"00","message":"Activity logs fetched","data":[{{Rows(page, (i, time) =>
                $$"""{"id":"{{Uuid(random)}}","endpoint":"/api/v1/account/api/name_enquiry{{i % 7}}","method":"POST","response_code":200,"status":"success","message":"Name enquiry successful","ip_address":"197.210.55.{{i % 30}}","created_at":"{{time}}"}""")}}]}""";

        // 607 bytes a row.
        private static string Meld(int page, Random random) =>
            $$"""{"activities":[{{Rows(page, (i, time) =>
                $$"""{"actor":{"id":"0b1e6a3c-54f2-4b7e-9a55-0d7a3c0f1a0{{i % 7}}","name":"Service account {{i % 7}}","type":"API_KEY"},"attributes":{"action":"INBOUND_REQUEST","eventType":"CONNECTION_COMPLETED","requestId":"{{Uuid(random)}}","customerId":"{{Uuid(random)}}","connectionId":"{{Uuid(random)}}"},"details":{"method":"POST","path":"/bank-linking/connections/search","responseCode":200,"durationMs":{{100 + (i % 7)}}},"entity":{"id":"7d1e6a3c-54f2-4b7e-9a55-0d7a3c0f1a{{10 + (i % 9)}}","type":"CUSTOMER"},"key":"{{Uuid(random)}}","occurredAt":"{{time}}"}""")}}],"count":{{RowsPerPage}},"remaining":{{(Pages - 1 - page) * RowsPerPage}}}""";

        private static string Rows(int page, Func<int, string, string> row)
        {
            var newest = new DateTime(2026, 4, 15, 12, 0, 0, DateTimeKind.Utc);
            return string.Join(',', Enumerable.Range(0, RowsPerPage).Select(i =>
                row(i, newest.AddMilliseconds(-1237 * ((page * RowsPerPage) + i)).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture))));
        }

        private static string Uuid(Random random)
        {
            var bytes = new byte[16];
            random.NextBytes(bytes);
            return new Guid(bytes).ToString("D");
        }
    }
}
