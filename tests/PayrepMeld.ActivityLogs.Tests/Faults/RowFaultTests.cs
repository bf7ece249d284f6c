using System.Diagnostics.Metrics;
using System.Text;
using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.Tests.Http;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Tests.Faults;

/// <summary>Rows that are odd, and rows that cannot be read.</summary>
public sealed class RowFaultTests
{
    private const int UnreadableRow = 5;

    public static TheoryData<ActivityLogVendor, string, byte[]> Unreadable
    {
        get
        {
            var data = new TheoryData<ActivityLogVendor, string, byte[]>();
            foreach (var (vendor, id, time) in new[] { (ActivityLogVendor.Payrep, "id", "created_at"), (ActivityLogVendor.Meld, "key", "occurredAt") })
            {
                void Add(string name, string json) => data.Add(vendor, name, Encoding.UTF8.GetBytes(json));

                Add("no id", $$"""{ "{{time}}":"2026-04-15T11:59:58Z", "message" : "kept" }""");
                Add("null id", $$"""{"{{id}}":null,"{{time}}":"2026-04-15T11:59:58Z"}""");
                Add("empty id", $$"""{"{{id}}":"","{{time}}":"2026-04-15T11:59:58Z"}""");
                Add("id is an object", $$"""{"{{id}}":{"v":1},"{{time}}":"2026-04-15T11:59:58Z"}""");
                Add("id of a lone surrogate", $$"""{"{{id}}":"\ud800","{{time}}":"2026-04-15T11:59:58Z"}""");
                Add("no time", $$"""{"{{id}}":"x"}""");
                Add("null time", $$"""{"{{id}}":"x","{{time}}":null}""");
                Add("empty time", $$"""{"{{id}}":"x","{{time}}":""}""");
                Add("time is a word", $$"""{"{{id}}":"x","{{time}}":"yesterday"}""");
                Add("time out of range", $$"""{"{{id}}":"x","{{time}}":"2026-02-30T00:00:00Z"}""");
                Add("time is a number", $$"""{"{{id}}":"x","{{time}}":1776254398}""");
                Add("a number", "17");
                Add("a text", "\"row\"");
                Add("null", "null");
                Add("a list", "[{}]");
                Add("an empty object", "{}");
                data.Add(vendor, "deeper than 64", [.. Encoding.UTF8.GetBytes($$"""{"{{id}}":"x","{{time}}":"2026-04-15T11:59:58Z","d":"""), .. MalformedFaultTests.Deep(64), .. "}"u8]);
                data.Add(vendor, "very deep", [.. "{\"d\":"u8, .. MalformedFaultTests.Deep(20_000), .. "}"u8]);
                data.Add(vendor, "invalid UTF-8", [.. Encoding.UTF8.GetBytes($$"""{"{{id}}":"x","{{time}}":"2026-04-15T11:59:58Z","m":" """), 0xC3, 0x28, 0xFF, .. "\"}"u8]);
            }

            return data;
        }
    }

    [Theory, Trait("Fault", "29"), Trait("Fault", "27")]
    [MemberData(nameof(Unreadable))]
    public async Task A_row_that_cannot_be_read_is_reported_whole_and_the_page_goes_on(ActivityLogVendor vendor, string what, byte[] raw)
    {
        what.Should().NotBeEmpty();
        foreach (var pageSize in new[] { 100, 2 })
        {
            await using var harness = await FaultHarness.StartAsync(s =>
            {
                s.Payrep = o => o.Rows[2] = o.Rows[2] with { RawJson = raw };
                s.Meld = o => o.Rows[2] = o.Rows[2] with { RawJson = raw };
            });
            using var counter = new OwnCounter("activitylogs.rows.unreadable");

            var reading = await harness.ReadAsync(vendor, new() { PageSize = pageSize });

            reading.Error.Should().BeNull();
            reading.Ids.Should().Equal(FaultHarness.Ids(vendor).Where((_, i) => i != 2));
            var row = reading.Pages.SelectMany(p => p.UnreadableRows).Should().ContainSingle().Subject;
            row.Vendor.Should().Be(vendor);
            row.Raw.ToArray().Should().Equal(raw);
            row.Reason.Should().NotBeEmpty();
            harness.Logger.Count(UnreadableRow).Should().Be(1);
            counter.Sum.Should().Be(1);
        }
    }

    [Theory, Trait("Fault", "28")]
    [CombinatorialSwitches]
    public async Task Unknown_fields_numbers_as_texts_and_missing_values_are_read_without_failure(ActivityLogVendor vendor, MissingField missing, bool odd)
    {
        await using var harness = await FaultHarness.StartAsync(s =>
        {
            void Switch(FakeVendorOptions o) => (o.MissingFields, o.NumbersAsStrings, o.ExtraFields, o.ReorderEnvelope) = (missing, odd, odd, odd);
            s.Payrep = o =>
            {
                Switch(o);
                o.Rows[1] = o.Rows[1] with { Endpoint = null, Method = null, ResponseCode = null, Status = null, Message = null, IpAddress = null };
                o.Rows[2] = o.Rows[2] with { ResponseCode = 503, Status = "error" };
            };
            s.Meld = o =>
            {
                Switch(o);
                o.Rows[1] = o.Rows[1] with { Actor = null, Entity = null, AttributesJson = "null", DetailsJson = "null" };
                o.Rows[2] = o.Rows[2] with { StatusCode = 503 };
            };
        });

        var reading = await harness.ReadAsync(vendor, new() { IncludeRaw = true });

        reading.Error.Should().BeNull();
        reading.Ids.Should().Equal(FaultHarness.Ids(vendor));
        reading.Pages.SelectMany(p => p.UnreadableRows).Should().BeEmpty();
        var entries = reading.Pages.SelectMany(p => p.Entries).ToList();
        entries[1].StatusCode.Should().BeNull();
        entries[1].Outcome.Should().Be(ActivityLogOutcome.Unknown);
        (entries[2].StatusCode, entries[2].Outcome).Should().Be((503, ActivityLogOutcome.Failure));
        if (odd && vendor == ActivityLogVendor.Payrep)
        {
            entries[0].Raw.Text().Should().Contain("\"_trace\"").And.Contain("\"metadata\"").And.Contain("\"200\"");
            ((PayrepActivity)entries[0]).AdditionalJson.Text().Should().Contain("\"_trace\"").And.Contain("\"metadata\"");
        }
    }

    [Theory, Trait("Fault", "30")]
    [ClassData(typeof(Vendors))]
    public async Task A_nul_a_lone_surrogate_and_a_very_long_message_are_kept(ActivityLogVendor vendor)
    {
        var message = $"a\\u0000b\\ud800c\\udc00\\ud83d\\ude00 \\u202e {new string('x', 1024 * 1024)}";
        var raw = vendor == ActivityLogVendor.Payrep
            ? $$"""{"id":"{{FaultHarness.PayrepId(1)}}","created_at":"{{Rows.At(1)}}", "message":"{{message}}"}"""
            : $$"""{"key":"{{FaultHarness.MeldKey(1)}}","occurredAt":"{{Rows.At(1)}}", "attributes":{"message":"{{message}}"} }""";
        await using var harness = await FaultHarness.StartAsync(s =>
        {
            s.Payrep = o => o.Rows[1] = o.Rows[1].WithRawJson(raw);
            s.Meld = o => o.Rows[1] = o.Rows[1].WithRawJson(raw);
        });

        var reading = await harness.ReadAsync(vendor, new() { IncludeRaw = true });

        reading.Error.Should().BeNull();
        reading.Ids.Should().Equal(FaultHarness.Ids(vendor));
        var entry = reading.Pages[0].Entries[1];
        entry.Raw.Text().Should().Be(raw, "the bytes are exact");
        entry.Message.Should().Be($"a\0b\ufffdc\ufffd😀 \u202e {new string('x', 1024 * 1024)}");
        var stored = vendor == ActivityLogVendor.Payrep ? (ActivityLogEntry)PayrepActivity.Parse(entry.Raw.Span) : MeldActivity.Parse(entry.Raw.Span);
        stored.Message.Should().Be(entry.Message);
    }

    [Theory, Trait("Fault", "30")]
    [ClassData(typeof(Vendors))]
    public async Task An_id_with_a_nul_is_an_id_and_its_cursor_goes_back_as_it_came(ActivityLogVendor vendor)
    {
        const string Id = "a\0\"b\\ é😀+%/";
        await using var harness = await FaultHarness.StartAsync(s =>
        {
            s.Payrep = o => o.Rows[1] = o.Rows[1] with { Id = Id };
            s.Meld = o => o.Rows[1] = o.Rows[1] with { Key = Id };
        });

        var reading = await harness.ReadAsync(vendor, new() { PageSize = 2 });

        reading.Error.Should().BeNull();
        reading.Ids.Should().HaveCount(5).And.OnlyHaveUniqueItems().And.HaveElementAt(1, Id);
    }

    /// <summary>Both vendors by each way to write a missing field, plain and odd.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class CombinatorialSwitchesAttribute : Xunit.Sdk.DataAttribute
    {
        public override IEnumerable<object[]> GetData(System.Reflection.MethodInfo testMethod) =>
            from vendor in Enum.GetValues<ActivityLogVendor>()
            from missing in Enum.GetValues<MissingField>()
            from odd in new[] { false, true }
            select new object[] { vendor, missing, odd };
    }

    /// <summary>Sums what this test alone counts: other tests run at the same time.</summary>
    private sealed class OwnCounter : IDisposable
    {
        private readonly AsyncLocal<bool> _own = new() { Value = true };
        private readonly MeterListener _listener = new();
        private long _sum;

        public OwnCounter(string name)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == name)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref _sum, _own.Value ? value : 0));
            _listener.Start();
        }

        public long Sum => Interlocked.Read(ref _sum);

        public void Dispose() => _listener.Dispose();
    }
}
