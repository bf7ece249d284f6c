using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.Tests.Http;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Tests.Faults;

/// <summary>Vendors that page otherwise than one hopes.</summary>
public sealed class PagingFaultTests
{
    private const int OutOfOrder = 6;
    private const int RemainingUntrusted = 7;

    private static readonly DateTimeOffset Start = Rows.Start;

    [Theory, Trait("Fault", "31")]
    [ClassData(typeof(Vendors))]
    public async Task A_page_that_comes_again_is_a_protocol_error_and_no_loop(ActivityLogVendor vendor)
    {
        await using var harness = await FaultHarness.StartAsync(s => s.Meld = o => o.RemainingMode = CountMode.Absent);
        harness.Faults(vendor).When(r => r.Number > 1, Fault.RepeatedPage());

        var reading = await harness.ReadAsync(vendor, new() { PageSize = 2 });

        reading.Ids.Should().Equal(FaultHarness.Ids(vendor).Take(2));
        (reading.Error!.Kind, reading.Error.Vendor).Should().Be((ActivityLogErrorKind.Protocol, vendor));
        harness.Journal(vendor).Count.Should().Be(2);
    }

    [Theory, Trait("Fault", "31")]
    [ClassData(typeof(Vendors))]
    public async Task Pages_that_lead_in_a_circle_are_a_protocol_error_and_no_loop(ActivityLogVendor vendor)
    {
        await using var harness = await FaultHarness.StartAsync();
        for (var page = 0; page < 3; page++)
        {
            var number = page;
            harness.Faults(vendor).When(r => r.Number % 3 == number, Fault.Body(Wire.Page(vendor, Wire.Row(vendor, 2 * page), Wire.Row(vendor, (2 * page) + 1))));
        }

        var reading = await harness.ReadAsync(vendor, new() { PageSize = 2 });

        reading.Error!.Kind.Should().Be(ActivityLogErrorKind.Protocol);
        harness.Journal(vendor).Count.Should().BeLessThan(12);
    }

    [Theory, Trait("Fault", "31")]
    [ClassData(typeof(Vendors))]
    public async Task A_page_of_nothing_but_the_cursors_own_row_is_the_end(ActivityLogVendor vendor)
    {
        await using var harness = await FaultHarness.StartAsync(s => s.Meld = o => o.RemainingMode = CountMode.Absent);
        harness.Faults(vendor).When(_ => true, Fault.StuckCursor());

        var reading = await harness.ReadAsync(vendor, new() { PageSize = 3 });

        reading.Error.Should().BeNull();
        reading.Ids.Should().Equal(FaultHarness.Ids(vendor));
        reading.Pages[^1].Next.Should().BeNull();
    }

    [Theory, Trait("Fault", "32")]
    [ClassData(typeof(Vendors))]
    public async Task A_page_shorter_than_asked_for_is_not_the_end(ActivityLogVendor vendor)
    {
        await using var harness = await FaultHarness.StartAsync(s =>
        {
            s.Rows = 60;
            s.Payrep = o => o.ShortPageSeed = 7;
            s.Meld = o => o.ShortPageSeed = 7;
        });

        var reading = await harness.ReadAsync(vendor, new() { PageSize = 20 });

        reading.Error.Should().BeNull();
        reading.Ids.Should().Equal(FaultHarness.Ids(vendor, 60));
        reading.Pages.Count.Should().BeGreaterThan(3, "some pages were short");
    }

    [Theory, Trait("Fault", "33")]
    [ClassData(typeof(Vendors))]
    public async Task A_silent_cap_is_not_the_end(ActivityLogVendor vendor)
    {
        await using var harness = await FaultHarness.StartAsync(s =>
        {
            s.Rows = 23;
            s.Payrep = o => o.SilentPageCap = 5;
            s.Meld = o => o.SilentPageCap = 5;
        });

        var reading = await harness.ReadAsync(vendor, new() { PageSize = 1000 });

        reading.Ids.Should().Equal(FaultHarness.Ids(vendor, 23));
        reading.Pages.Count(p => p.Entries.Count > 0).Should().Be(5);
    }

    [Theory, Trait("Fault", "34")]
    [ClassData(typeof(Vendors))]
    public async Task An_inclusive_cursor_delivers_each_row_once(ActivityLogVendor vendor)
    {
        await using var harness = await FaultHarness.StartAsync(s =>
        {
            s.Rows = 11;
            s.Payrep = o => o.InclusiveCursor = true;
            s.Meld = o => o.InclusiveCursor = true;
        });

        foreach (var size in new[] { 1, 2, 3, 11, 100 })
        {
            foreach (var mode in new[] { CountMode.Exact, CountMode.Absent })
            {
                harness.Meld.Vendor.Options.RemainingMode = mode;
                var reading = await harness.ReadAsync(vendor, new() { PageSize = size });
                reading.Error.Should().BeNull();
                reading.Ids.Should().Equal(FaultHarness.Ids(vendor, 11));
            }
        }
    }

    [Theory, Trait("Fault", "35")]
    [InlineData(ActivityLogVendor.Payrep, false), InlineData(ActivityLogVendor.Payrep, true)]
    [InlineData(ActivityLogVendor.Meld, false), InlineData(ActivityLogVendor.Meld, true)]
    public async Task Hundreds_of_rows_of_one_instant_are_all_delivered_once(ActivityLogVendor vendor, bool inclusive)
    {
        await using var harness = await FaultHarness.StartAsync(s =>
        {
            s.Rows = 0;
            s.Payrep = o =>
            {
                o.InclusiveCursor = inclusive;
                foreach (var i in Enumerable.Range(0, 400))
                {
                    o.Rows.Add(new() { Id = FaultHarness.PayrepId(i), CreatedAt = Start.AddSeconds(i is < 50 or >= 350 ? -i : -100) });
                }
            };
            s.Meld = o =>
            {
                o.InclusiveCursor = inclusive;
                foreach (var i in Enumerable.Range(0, 400))
                {
                    o.Rows.Add(new() { Key = FaultHarness.MeldKey(i), OccurredAt = Start.AddSeconds(i is < 50 or >= 350 ? -i : -100) });
                }
            };
        });

        var reading = await harness.ReadAsync(vendor, new() { PageSize = 25 });

        reading.Error.Should().BeNull();
        reading.Ids.Should().Equal(vendor == ActivityLogVendor.Payrep
            ? harness.Payrep.Vendor.List().Select(r => r.Id)
            : harness.Meld.Vendor.List().Select(r => r.Key)).And.HaveCount(400);
    }

    [Theory, Trait("Fault", "36")]
    [InlineData(ActivityLogVendor.Payrep, false), InlineData(ActivityLogVendor.Payrep, true)]
    [InlineData(ActivityLogVendor.Meld, false), InlineData(ActivityLogVendor.Meld, true)]
    public async Task Rows_inserted_while_paging_hide_none_of_the_older_ones(ActivityLogVendor vendor, bool inclusive)
    {
        await using var harness = await FaultHarness.StartAsync(s =>
        {
            s.Rows = 20;
            s.Payrep = o => o.InclusiveCursor = inclusive;
            s.Meld = o => o.InclusiveCursor = inclusive;
        });
        for (var i = 1; i <= 4; i++)
        {
            var late = Start.AddSeconds(i);
            var fill = Start.AddSeconds(-2.5 * i);
            harness.Faults(vendor).Enqueue(Fault.Do(() =>
            {
                harness.Payrep.Vendor.Insert(new() { Id = Guid.NewGuid().ToString(), CreatedAt = late });
                harness.Payrep.Vendor.Insert(new() { Id = Guid.NewGuid().ToString(), CreatedAt = fill });
                harness.Meld.Vendor.Insert(new() { Key = Guid.NewGuid().ToString(), OccurredAt = late });
                harness.Meld.Vendor.Insert(new() { Key = Guid.NewGuid().ToString(), OccurredAt = fill });
            }));
        }

        var reading = await harness.ReadAsync(vendor, new() { PageSize = 4 });

        reading.Error.Should().BeNull();
        reading.Ids.Should().OnlyHaveUniqueItems();
        reading.Ids.Where(FaultHarness.Ids(vendor, 20).Contains).Should().Equal(FaultHarness.Ids(vendor, 20));
        (await harness.ReadAsync(vendor)).Ids.Should().HaveCount(28, "the new ones are the next read's");
    }

    [Theory, Trait("Fault", "37")]
    [ClassData(typeof(Vendors))]
    public async Task Rows_out_of_order_inside_pages_are_all_delivered_with_one_warning(ActivityLogVendor vendor)
    {
        await using var harness = await FaultHarness.StartAsync(s =>
        {
            s.Rows = 40;
            s.Payrep = o => o.Order = RowOrder.ShuffledInPage;
            s.Meld = o => o.Order = RowOrder.ShuffledInPage;
        });

        var reading = await harness.ReadAsync(vendor, new() { PageSize = 10 });

        reading.Error.Should().BeNull();
        reading.Ids.Should().BeEquivalentTo(FaultHarness.Ids(vendor, 40)).And.OnlyHaveUniqueItems();
        harness.Logger.Count(OutOfOrder).Should().Be(1);
    }

    [Theory, Trait("Fault", "31"), Trait("Fault", "37")]
    [ClassData(typeof(Vendors))]
    public async Task A_page_that_comes_again_is_an_error_also_when_rows_are_out_of_order(ActivityLogVendor vendor)
    {
        await using var harness = await FaultHarness.StartAsync();
        harness.Faults(vendor).Always(Fault.Body(Wire.Page(vendor, Wire.Row(vendor, 2), Wire.Row(vendor, 0), Wire.Row(vendor, 1))));

        var reading = await harness.ReadAsync(vendor, new() { PageSize = 3 });

        reading.Ids.Should().HaveCount(3).And.OnlyHaveUniqueItems();
        reading.Error!.Kind.Should().Be(ActivityLogErrorKind.Protocol);
        harness.Journal(vendor).Count.Should().BeLessThan(5);
    }

    [Theory, Trait("Fault", "37")]
    [InlineData(RowOrder.NewestFirst, 2)]
    [InlineData(RowOrder.AsGiven, 8)]
    public async Task Early_stopping_is_off_for_a_read_that_met_rows_out_of_order(RowOrder order, int requests)
    {
        // Payrep's dates are days, so all of these rows come from the server whatever the hour asked for.
        await using var harness = await FaultHarness.StartAsync(s =>
        {
            s.Rows = 30;
            s.Payrep = o =>
            {
                o.Order = order;
                (o.Rows[1], o.Rows[2]) = (o.Rows[2], o.Rows[1]);
                o.Rows[29] = o.Rows[29] with { CreatedAt = order == RowOrder.AsGiven ? Start : o.Rows[29].CreatedAt };
            };
        });

        var reading = await harness.ReadAsync(ActivityLogVendor.Payrep, new() { PageSize = 5, From = Start.AddSeconds(-4) });

        reading.Error.Should().BeNull();
        reading.Ids.Should().HaveCount(order == RowOrder.AsGiven ? 6 : 5, "a newer row that stands at the end is found");
        harness.Payrep.Journal.Count.Should().Be(requests);
        harness.Logger.Count(OutOfOrder).Should().Be(order == RowOrder.AsGiven ? 1 : 0);
    }

    [Theory, Trait("Fault", "38")]
    [InlineData(CountMode.Absent, CountMode.Exact)]
    [InlineData(CountMode.Null, CountMode.Exact)]
    [InlineData(CountMode.Negative, CountMode.Exact)]
    [InlineData(CountMode.Wrong, CountMode.Exact)]
    [InlineData(CountMode.AlwaysZero, CountMode.Exact)]
    [InlineData(CountMode.Exact, CountMode.Negative)]
    [InlineData(CountMode.Exact, CountMode.Wrong)]
    [InlineData(CountMode.AlwaysZero, CountMode.AlwaysZero)]
    [InlineData(CountMode.AlwaysZero, CountMode.Absent)]
    [InlineData(CountMode.Absent, CountMode.Absent)]
    public async Task Melds_counts_that_are_missing_or_wrong_lose_no_row(CountMode remaining, CountMode count)
    {
        foreach (var pageSize in new[] { 3, 4, 6 })
        {
            await using var harness = await FaultHarness.StartAsync(s =>
            {
                s.Rows = 12;
                s.Meld = o => (o.RemainingMode, o.CountMode) = (remaining, count);
            });

            var reading = await harness.ReadAsync(ActivityLogVendor.Meld, new() { PageSize = pageSize });

            reading.Error.Should().BeNull();
            reading.Ids.Should().Equal(FaultHarness.Ids(ActivityLogVendor.Meld, 12));
            if (remaining != CountMode.Wrong)
            {
                harness.Logger.Count(RemainingUntrusted).Should().Be(1);
            }
        }
    }

    [Fact, Trait("Fault", "38")]
    public async Task Melds_counts_that_are_right_spare_the_empty_page()
    {
        await using var harness = await FaultHarness.StartAsync();

        (await harness.ReadAsync(ActivityLogVendor.Meld, new() { PageSize = 3 })).Ids.Should().HaveCount(5);

        harness.Meld.Journal.Count.Should().Be(2);
        harness.Logger.Count(RemainingUntrusted).Should().Be(0);
    }

    [Theory, Trait("Fault", "39")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_saved_cursor_that_Payrep_refuses_is_a_clear_error(bool errorsUseHttpStatus)
    {
        await using var harness = await FaultHarness.StartAsync(s => s.Payrep = o => o.ErrorsUseHttpStatus = errorsUseHttpStatus);
        var cursor = await CursorOfRemovedRowAsync(harness, ActivityLogVendor.Payrep);

        var error = (await harness.ReadAsync(ActivityLogVendor.Payrep, new() { PageSize = 2 }, resumeFrom: cursor)).ShouldFail(ActivityLogVendor.Payrep, ActivityLogErrorKind.Invalid, 1, errorsUseHttpStatus ? 400 : 200, "01");
        error.Message.Should().Contain("saved cursor was refused").And.Contain("cursor_id is not known");
        harness.Payrep.Journal.Count.Should().Be(2);
    }

    [Fact, Trait("Fault", "39")]
    public async Task A_saved_cursor_that_Meld_refuses_is_a_clear_error()
    {
        await using var harness = await FaultHarness.StartAsync();
        var cursor = await CursorOfRemovedRowAsync(harness, ActivityLogVendor.Meld);

        var error = (await harness.ReadAsync(ActivityLogVendor.Meld, new() { PageSize = 2 }, resumeFrom: cursor)).ShouldFail(ActivityLogVendor.Meld, ActivityLogErrorKind.Invalid, 1, 400, "BAD_REQUEST", "req-2");
        error.Message.Should().Contain("saved cursor was refused");
        harness.Meld.Journal.Count.Should().Be(2);
    }

    private static async Task<ActivityLogCursor> CursorOfRemovedRowAsync(FaultHarness harness, ActivityLogVendor vendor)
    {
        await using var pages = harness.Client(vendor).ReadPagesAsync(new() { PageSize = 2, PrefetchPages = 0 }).GetAsyncEnumerator();
        (await pages.MoveNextAsync()).Should().BeTrue();
        harness.Payrep.Vendor.Remove(FaultHarness.PayrepId(1));
        harness.Meld.Vendor.Remove(FaultHarness.MeldKey(1));
        return ActivityLogCursor.Parse(pages.Current.Next!.ToString());
    }
}
