using System.Text;
using PayrepMeld.ActivityLogs.Http;
using PayrepMeld.ActivityLogs.Json;
using PayrepMeld.ActivityLogs.Meld;
using PayrepMeld.ActivityLogs.Payrep;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Tests.Json;

/// <summary>What entries share, and that they own everything else.</summary>
public sealed class SharedRowTests
{
    private const string Upper = "0FA9B1C8-3D5E-4F70-8A9B-C0D1E2F3A4B5";
    private readonly RowInterns _interns = new();

    [Fact]
    public void Rows_that_say_the_same_share_it()
    {
        var rows = PayrepRows("1", "2", "3", "4").Entries;

        rows[3].Endpoint.Should().BeSameAs(rows[2].Endpoint);
        rows[3].HttpMethod.Should().BeSameAs(rows[2].HttpMethod);
        rows[3].Status.Should().BeSameAs(rows[2].Status);
        rows[3].Message.Should().BeSameAs(rows[2].Message);
        rows[3].ClientIp.Should().BeSameAs(rows[2].ClientIp);
        var activities = MeldRows("1", "2", "3", "4").Entries;
        activities[3].Actor.Should().BeSameAs(activities[2].Actor).And.Be(new ActivityLogActor("act_1", "Ada", "USER"));
        activities[3].Entity.Should().BeSameAs(activities[2].Entity).And.Be(new ActivityLogEntity("ent_1", "CUSTOMER"));
    }

    [Fact]
    public void Entries_stay_what_they_are_when_the_pages_buffer_is_used_again()
    {
        var buffer = Encoding.UTF8.GetBytes(Payrep("1", "2", "3", "4"));
        var payrep = PayrepPageReader.Read(new BufferedBody(buffer, buffer.Length) { Vendor = ActivityLogVendor.Payrep, Account = "a", Verdict = default, StatusCode = 200, Attempts = 1, Interns = _interns });
        buffer.AsSpan().Fill((byte)'x');
        var other = Encoding.UTF8.GetBytes(Meld("1", "2", "3", "4"));
        var meld = MeldPageReader.Read(new BufferedBody(other, other.Length) { Vendor = ActivityLogVendor.Meld, Account = "a", Verdict = default, StatusCode = 200, Attempts = 1, Interns = _interns });
        other.AsSpan().Fill((byte)'x');

        payrep.Entries.Select(e => (e.Id, e.CreatedAtText, e.Action, e.StatusCode, e.Status, e.Message, e.ClientIp))
            .Should().Equal(Enumerable.Range(1, 4).Select(i => ($"{i}", "2026-04-15T08:42:07.5Z", (string?)"POST /a", (int?)200, (string?)"success", (string?)"Fine", (string?)"10.0.0.1")));
        meld.Entries.Select(e => (e.Key, e.Actor!.Name, e.Entity!.Type, e.RequestId, Encoding.UTF8.GetString(e.DetailsJson.Span)))
            .Should().Equal(Enumerable.Range(1, 4).Select(i => ($"{i}", (string?)"Ada", (string?)"CUSTOMER", (string?)"r", "[1,2]")));
        PayrepRows("5").Entries[0].Message.Should().Be("Fine");
    }

    [Theory]
    [InlineData(Upper)]
    [InlineData("0fa9b1c8-3d5e-4f70-8a9b-c0d1e2f3a4b5")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    public void Ids_keep_their_letters_as_they_are(string id)
    {
        var row = PayrepRows(id).Entries[0];

        row.Id.Should().Be(id).And.BeSameAs(row.Id);
        row.Place.Cursor.Id.Should().Be(id);
        MeldRows(id).Entries[0].Key.Should().Be(id);
    }

    [Fact]
    public void Invalid_bytes_and_escapes_are_read_without_what_is_shared()
    {
        var body = Encoding.UTF8.GetBytes(Payrep("1", "2", "3").Replace("Fine", "F\\u0069ne", StringComparison.Ordinal));
        PayrepPageReader.Read(Bodies.Success(ActivityLogVendor.Payrep, body, interns: _interns)).Entries.Should().OnlyContain(e => e.Message == "Fine");
        body[Array.IndexOf(body, (byte)'F')] = 0xFF;

        var page = PayrepPageReader.Read(Bodies.Success(ActivityLogVendor.Payrep, body, interns: _interns));

        (page.Entries.Count, page.UnreadableRows.Count).Should().Be((2, 1));
    }

    [Fact]
    public void The_place_of_a_broken_body_is_told_whoever_found_it()
    {
        var text = Payrep("1", "2") + "\n x";
        var reading = () => PayrepPageReader.Read(Bodies.Success(ActivityLogVendor.Payrep, text));

        reading.Should().Throw<ActivityLogException>().WithMessage("*(byte 1 of line 1)*");
    }

    private static string Payrep(params string[] ids) =>
        $$"""{"status":true,"response_code":"00","data":[{{string.Join(',', ids.Select(id => $$"""{"id":"{{id}}","endpoint":"/a","method":"POST","response_code":200,"status":"success","message":"Fine","ip_address":"10.0.0.1","created_at":"2026-04-15T08:42:07.5Z"}"""))}}]}""";

    private static string Meld(params string[] keys) =>
        $$"""{"activities":[{{string.Join(',', keys.Select(key => $$"""{"actor":{"id":"act_1","name":"Ada","type":"USER"},"attributes":{"requestId":"r"},"details":[1,2],"entity":{"id":"ent_1","type":"CUSTOMER"},"key":"{{key}}","occurredAt":"2026-04-15T08:42:07.5Z"}"""))}}],"count":1,"remaining":0}""";

    private PayrepActivityPage PayrepRows(params string[] ids) =>
        PayrepPageReader.Read(Bodies.Success(ActivityLogVendor.Payrep, Encoding.UTF8.GetBytes(Payrep(ids)), interns: _interns));

    private MeldActivityPage MeldRows(params string[] keys) =>
        MeldPageReader.Read(Bodies.Success(ActivityLogVendor.Meld, Encoding.UTF8.GetBytes(Meld(keys)), interns: _interns));
}
