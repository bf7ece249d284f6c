using System.Text;
using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.Tests.Http;

namespace PayrepMeld.ActivityLogs.Tests.Faults;

/// <summary>Answers with status 200 that are not JSON, not an object, or broken inside.</summary>
[Trait("Fault", "27")]
public sealed class MalformedFaultTests
{
    private const string PayrepStart = """{"status":true,"response_code":"00","data":[""";
    private const string PayrepRow = """{"id":"a","created_at":"2026-04-15T08:42:00Z"}""";
    private const string MeldStart = """{"count":1,"remaining":0,"activities":[""";
    private const string MeldRow = """{"key":"a","occurredAt":"2026-04-15T08:42:00Z"}""";

    // What a proxy might have cut or spoken is asked for again; what the vendor wrote whole is not.
    [Theory]
    [InlineData("", 4)]
    [InlineData(" \r\n\t ", 4)]
    [InlineData("{", 4)]
    [InlineData("[]", 1)]
    [InlineData("[{}]", 1)]
    [InlineData("null", 1)]
    [InlineData("true", 1)]
    [InlineData("17", 1)]
    [InlineData("\"a text\"", 1)]
    [InlineData("OK", 2)]
    [InlineData("nul", 2)]
    [InlineData("<!DOCTYPE html>", 2)]
    [InlineData("{}{}", 1)]
    [InlineData("{]}", 1)]
    [InlineData("{'status':true}", 1)]
    [InlineData("{status:true}", 1)]
    [InlineData("{\"status\":true,}", 1)]
    [InlineData("{\"status\":true /* ok */}", 1)]
    [InlineData("{\"status\":NaN}", 1)]
    [InlineData("{\"status\":tru}", 1)]
    [InlineData("{\"a\":\"line\nbreak\"}", 1)]
    [InlineData("{\"a\":\"\\x\"}", 1)]
    [InlineData("{\"a\":01}", 1)]
    public async Task What_is_not_a_JSON_object_is_a_protocol_error_of_either_vendor(string body, int attempts)
    {
        await FailsAsync(ActivityLogVendor.Payrep, Encoding.UTF8.GetBytes(body), attempts);
        await FailsAsync(ActivityLogVendor.Meld, Encoding.UTF8.GetBytes(body), attempts);
    }

    [Theory]
    [InlineData(PayrepStart + PayrepRow + "}", 1)]
    [InlineData(PayrepStart + PayrepRow + ",]}", 1)]
    [InlineData(PayrepStart + PayrepRow + PayrepRow + "]}", 1)]
    [InlineData(PayrepStart + PayrepRow + ",", 4)]
    [InlineData(PayrepStart + PayrepRow + "]", 4)]
    [InlineData(PayrepStart + "{\"id\":\"a\" \"created_at\":\"2026-04-15T08:42:00Z\"}]}", 1)]
    [InlineData(PayrepStart + PayrepRow + "]}]}", 1)]
    [InlineData("""{"status":true,"response_code":"00","data":{}}""", 1)]
    [InlineData("""{"status":true,"response_code":"00","data":{"logs":[]}}""", 1)]
    [InlineData("""{"status":true,"response_code":"00","data":"none"}""", 1)]
    [InlineData("""{"status":true,"response_code":"00","data":0}""", 1)]
    [InlineData("""{"status":true,"response_code":"00","data":false}""", 1)]
    [InlineData("""{"status":true,"response_code":"00","data":[]} trailing}""", 1)]
    public Task A_broken_envelope_of_Payrep_is_a_protocol_error(string body, int attempts) => FailsAsync(ActivityLogVendor.Payrep, Encoding.UTF8.GetBytes(body), attempts);

    [Theory]
    [InlineData(MeldStart + MeldRow + "}", 1)]
    [InlineData(MeldStart + MeldRow + ",]}", 1)]
    [InlineData(MeldStart + MeldRow + MeldRow + "]}", 1)]
    [InlineData(MeldStart + MeldRow + ",", 4)]
    [InlineData(MeldStart + MeldRow + "]", 4)]
    [InlineData(MeldStart + MeldRow + "]}]}", 1)]
    [InlineData("{}", 1)]
    [InlineData("""{"count":0,"remaining":0}""", 1)]
    [InlineData("""{"activities":{}}""", 1)]
    [InlineData("""{"activities":"none"}""", 1)]
    [InlineData("""{"activities":0}""", 1)]
    [InlineData("""{"activities":[],"code":"OOPS"} trailing}""", 1)]
    public Task A_broken_answer_of_Meld_is_a_protocol_error(string body, int attempts) => FailsAsync(ActivityLogVendor.Meld, Encoding.UTF8.GetBytes(body), attempts);

    [Theory]
    [ClassData(typeof(Vendors))]
    public async Task Bytes_that_are_no_text_are_a_protocol_error(ActivityLogVendor vendor)
    {
        await FailsAsync(vendor, [0x1f, 0x8b, 0x08, 0x00], 2);
        await FailsAsync(vendor, [0xFF, 0xFE, (byte)'{', 0x00, (byte)'}', 0x00], 2);
        await FailsAsync(vendor, [(byte)'{', (byte)'"', 0x00, (byte)'"', (byte)':', (byte)'1', (byte)'}'], 1);
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    public async Task A_broken_second_page_leaves_the_first_delivered_and_nothing_of_the_second(ActivityLogVendor vendor)
    {
        await using var harness = await FaultHarness.StartAsync();
        var broken = Wire.Page(vendor, Wire.Row(vendor, 2), Wire.Row(vendor, 3))[..^1] + ",}";
        harness.Faults(vendor).Enqueue(Fault.None, Fault.Body(broken));

        var reading = await harness.ReadAsync(vendor, new() { PageSize = 2 });

        reading.Ids.Should().Equal(FaultHarness.Ids(vendor).Take(2));
        reading.Error!.Kind.Should().Be(ActivityLogErrorKind.Protocol);
        harness.Journal(vendor).Count.Should().Be(2);

        var rest = await harness.ReadAsync(vendor, new() { PageSize = 2 }, resumeFrom: reading.Pages[^1].Next);
        rest.Ids.Should().Equal(FaultHarness.Ids(vendor).Skip(2), "the last page's cursor goes on from there");
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    public async Task A_byte_order_mark_and_white_space_around_an_answer_do_no_harm(ActivityLogVendor vendor)
    {
        await using var harness = await FaultHarness.StartAsync();
        byte[] marked = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("\r\n " + Wire.Page(vendor, Wire.Row(vendor, 0)) + "\n\n")];
        harness.Faults(vendor).Enqueue(Fault.Body(marked, "text/plain"));

        var reading = await harness.ReadAsync(vendor, new() { IncludeRaw = true });

        reading.Error.Should().BeNull();
        reading.Ids.Should().Equal(FaultHarness.Ids(vendor));
        reading.Pages[0].Entries[0].Raw.Text().Should().Be(Wire.Row(vendor, 0));
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    public async Task Invalid_utf8_and_depth_beside_the_rows_do_no_harm(ActivityLogVendor vendor)
    {
        await using var harness = await FaultHarness.StartAsync();
        var page = Wire.Page(vendor, Wire.Row(vendor, 0))[..^1];
        byte[] odd = [.. Encoding.UTF8.GetBytes(page + ",\"note\":\""), 0xC3, 0x28, .. "\",\"deep\":"u8, .. Deep(5000), .. "}"u8];
        harness.Faults(vendor).Enqueue(Fault.Body(odd));

        var reading = await harness.ReadAsync(vendor);

        reading.Error.Should().BeNull();
        reading.Ids.Should().Equal(FaultHarness.Ids(vendor));
        reading.Pages.SelectMany(p => p.UnreadableRows).Should().BeEmpty();
    }

    internal static byte[] Deep(int depth) => Encoding.UTF8.GetBytes(new string('[', depth) + new string(']', depth));

    private static async Task FailsAsync(ActivityLogVendor vendor, byte[] body, int attempts)
    {
        await using var harness = await FaultHarness.StartAsync();
        harness.Faults(vendor).Always(Fault.Body(body));

        (await harness.ReadAsync(vendor)).ShouldFail(vendor, ActivityLogErrorKind.Protocol, attempts, 200);
        harness.Journal(vendor).Count.Should().Be(attempts);
    }
}
