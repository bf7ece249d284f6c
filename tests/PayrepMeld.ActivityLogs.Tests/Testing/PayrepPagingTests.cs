using PayrepMeld.ActivityLogs.Testing;

namespace PayrepMeld.ActivityLogs.Tests.Testing;

public class PayrepPagingTests
{
    [Fact]
    public async Task Every_row_comes_once_and_newest_first_whatever_the_switches()
    {
        foreach (var configure in Switches.Combinations())
        {
            foreach (var limit in new[] { 2, 5, 100 })
            {
                var options = new FakePayrepOptions();
                configure(options);
                foreach (var row in Switches.PayrepRows(37))
                {
                    options.Rows.Add(row);
                }

                var fake = new FakePayrep(options);
                using var caller = FakeCaller.Of(fake);

                var ids = await ReferencePager.ReadPayrepAsync(caller, limit);

                ids.Should().Equal(Model(options).Select(row => row.Id), options.TimeFormat.ToString());
            }
        }
    }

    [Fact]
    public async Task Filters_keep_the_matching_rows_only()
    {
        var options = new FakePayrepOptions { InclusiveCursor = true, ShortPageSeed = 3 };
        foreach (var row in Switches.PayrepRows(60))
        {
            options.Rows.Add(row);
        }

        using var caller = FakeCaller.Of(new FakePayrep(options));

        var ids = await ReferencePager.ReadPayrepAsync(caller, 4, """{"status":"error","method":"GET"}""");

        ids.Should().Equal(Model(options).Where(row => row is { Status: "error", Method: "GET" }).Select(row => row.Id)).And.NotBeEmpty();
    }

    /// <summary>What the vendor documents, said another way: by shown time, then by id, both descending.</summary>
    private static IEnumerable<PayrepRow> Model(FakePayrepOptions options)
    {
        var digits = options.TimeFormat.FractionDigits;
        return options.Rows
            .OrderByDescending(row => decimal.Floor((row.CreatedAt.UtcTicks * 100m + row.Nanoseconds) / (decimal)Math.Pow(10, 9 - digits)))
            .ThenByDescending(row => row.Id, StringComparer.Ordinal);
    }
}
