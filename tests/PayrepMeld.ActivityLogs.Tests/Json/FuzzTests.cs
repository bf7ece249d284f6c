using System.Text;
using PayrepMeld.ActivityLogs.Http;
using PayrepMeld.ActivityLogs.Json;
using PayrepMeld.ActivityLogs.Meld;
using PayrepMeld.ActivityLogs.Payrep;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Tests.Json;

/// <summary>
/// The page readers against bodies changed at random: a page or a typed error, bounded memory, and the same values as a plain model, whichever way
/// a row was read.
/// </summary>
public sealed class FuzzTests
{
    // The code is the same for both targets, and so is the runtime the tests run on: one of them need not run it all again.
#if NET10_0_OR_GREATER
    private const int Bodies = 100_000;
#else
    private const int Bodies = 20_000;
#endif

    private const long MostAllocated = 512 * 1024;

    // Long enough for a machine that is busy with other things; a reader that hangs is caught.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    private static readonly RowInterns Interns = new();

    [Theory]
    [InlineData(ActivityLogVendor.Payrep)]
    [InlineData(ActivityLogVendor.Meld)]
    [Trait("Fault", "27")]
    [Trait("Fault", "28")]
    [Trait("Fault", "29")]
    public async Task Any_body_is_a_page_or_a_protocol_error_and_says_what_a_plain_model_says(ActivityLogVendor vendor)
    {
        var tally = await Task.Run(() => Run(vendor, Bodies, Read)).WaitAsync(Longest);

        tally.Problem.Should().BeNull();

        // That it is not all errors, or all in order, and both ways of reading a row were taken.
        tally.Refused.Should().BeGreaterThan(Bodies / 10);
        tally.Entries.Should().BeGreaterThan(Bodies / 2);
        tally.Unreadable.Should().BeGreaterThan(Bodies / 20);
        tally.Compared.Should().BeGreaterThan(Bodies / 2);
        tally.WithExtras.Should().BeGreaterThan(Bodies / 50);
        Interns.Texts.Count.Should().BeLessThanOrEqualTo(InternTable<string>.Capacity);
    }

    /// <summary>The negative controls: readers that are wrong in small ways are found out.</summary>
    [Theory]
    [InlineData("drops a row")]
    [InlineData("throws what is not typed")]
    [InlineData("takes one text for another")]
    [InlineData("cuts the time")]
    [InlineData("reads rows in two ways")]
    public void A_reader_that_is_wrong_is_found_out(string how)
    {
        Run(ActivityLogVendor.Payrep, 2000, (vendor, bytes, raw) => ReadWrongly(how, vendor, bytes, raw)).Problem.Should().NotBeNull();
        Run(ActivityLogVendor.Payrep, 2000, (vendor, bytes, raw) => ReadWrongly("rightly", vendor, bytes, raw)).Problem.Should().BeNull();
    }

    private static Tally Run(ActivityLogVendor vendor, int count, Func<ActivityLogVendor, byte[], bool, Page> read)
    {
        var bodies = new FuzzBodies(vendor, seed: 20260415);
        var tally = new Tally();
        for (var i = 0; i < count && tally.Problem is null; i++)
        {
            var body = bodies.Next();
            var before = GC.GetAllocatedBytesForCurrentThread();
            var page = Attempt(read, vendor, body, raw: false);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            var problem = page.Problem
                ?? (allocated > MostAllocated ? $"{allocated} bytes were allocated for {body.Length}" : null)
                ?? Contradiction(page, Attempt(read, vendor, body, raw: true))
                ?? (page.Error is null ? Judge(vendor, body, page, tally) : null);
            tally.Refused += page.Error is null ? 0 : 1;
            tally.Problem = problem is null ? null : $"body {i}: {problem}\n{Encoding.UTF8.GetString(body)}";
        }

        return tally;
    }

    private static Page Attempt(Func<ActivityLogVendor, byte[], bool, Page> read, ActivityLogVendor vendor, byte[] body, bool raw)
    {
        try
        {
            return read(vendor, body, raw);
        }
        catch (ActivityLogException e) when (e.Kind == ActivityLogErrorKind.Protocol)
        {
            return new Page([], [], Error: e.Message);
        }
        catch (Exception e)
        {
            return new Page([], [], Problem: $"{e.GetType().Name}: {e.Message}");
        }
    }

    private static Page Read(ActivityLogVendor vendor, byte[] bytes, bool raw)
    {
        using var body = Infrastructure.Bodies.Success(vendor, bytes, raw, Interns);
        if (vendor == ActivityLogVendor.Payrep)
        {
            var payrep = PayrepPageReader.Read(body);
            return new Page(payrep.Entries, payrep.UnreadableRows);
        }

        var meld = MeldPageReader.Read(body);
        return new Page(meld.Entries, meld.UnreadableRows);
    }

    /// <summary>Rows whose bytes are kept are all read by the row reader; the others mostly by the fast one.</summary>
    private static string? Contradiction(Page fast, Page careful)
    {
        if (fast.Error != careful.Error || fast.Entries.Count != careful.Entries.Count)
        {
            return $"'{fast.Error}', {fast.Entries.Count} entries, the row reader '{careful.Error}', {careful.Entries.Count}";
        }

        for (var i = 0; i < fast.Entries.Count; i++)
        {
            if (!Told(fast.Entries[i]).Equals(Told(careful.Entries[i])))
            {
                return $"{Told(fast.Entries[i])}, the row reader {Told(careful.Entries[i])}";
            }
        }

        var same = fast.Unreadable.Zip(careful.Unreadable, (a, b) => a.Index == b.Index && a.Reason == b.Reason && a.Place == b.Place && a.Raw.Span.SequenceEqual(b.Raw.Span)).All(isSame => isSame);
        return same && fast.Unreadable.Count == careful.Unreadable.Count ? null : "the unreadable rows differ";
    }

    private static (object, object) Told(ActivityLogEntry entry) => entry is PayrepActivity e
        ? ((e.Id, e.UtcTicks, e.CreatedAtText, e.Endpoint, e.HttpMethod, e.Status, e.StatusCode), (e.Message, e.ClientIp, Encoding.UTF8.GetString(e.AdditionalJson.Span)))
        : Told((MeldActivity)entry);

    private static (object, object) Told(MeldActivity e) =>
        ((e.Key, e.UtcTicks, e.Actor, e.Entity), (Encoding.UTF8.GetString(e.AttributesJson.Span), Encoding.UTF8.GetString(e.DetailsJson.Span), Encoding.UTF8.GetString(e.AdditionalJson.Span)));

    private static string? Judge(ActivityLogVendor vendor, byte[] body, Page page, Tally tally)
    {
        tally.Entries += page.Entries.Count;
        tally.Unreadable += page.Unreadable.Count;
        tally.WithExtras += page.Entries.Count(entry => entry.Extras is not null);
        var (array, id, time) = vendor == ActivityLogVendor.Payrep ? ("data", "id", "created_at") : ("activities", "key", "occurredAt");
        if (PlainModel.Rows(body, array) is not { } rows)
        {
            return null;
        }

        if (rows.Count != page.Entries.Count + page.Unreadable.Count)
        {
            return $"{page.Entries.Count} entries and {page.Unreadable.Count} unreadable rows of {rows.Count}";
        }

        var entry = 0;
        var isUtf8 = System.Text.Unicode.Utf8.IsValid(body);
        for (var i = 0; i < rows.Count; i++)
        {
            if (page.Unreadable.Any(row => row.Index == i))
            {
                if (isUtf8 && rows[i]?.MustBeRead(id, time) == true)
                {
                    return $"row {i} is readable";
                }

                continue;
            }

            tally.Compared++;
            if (rows[i] is not { } row)
            {
                return $"row {i} is no object";
            }

            if (row.Difference(page.Entries[entry++]) is { } difference)
            {
                return $"row {i}: {difference}";
            }
        }

        return null;
    }

    /// <summary>Reads what the body says, and then not quite.</summary>
    private static Page ReadWrongly(string how, ActivityLogVendor vendor, byte[] bytes, bool raw) => how switch
    {
        "throws what is not typed" when bytes.Length > 1000 => throw new InvalidOperationException(how),
        "drops a row" => Read(vendor, bytes, raw) is { Error: null } page ? page with { Entries = [.. page.Entries.Skip(1)] } : new Page([], []),
        "takes one text for another" => Read(vendor, Changed(bytes, "\"message\":\"success\"", "\"message\":\"Success\""), raw),
        "cuts the time" => Read(vendor, Changed(bytes, ".123456Z", ".123450Z"), raw),
        "reads rows in two ways" => Read(vendor, raw ? Changed(bytes, "\"POST\"", "\"PUT\"") : bytes, raw),
        _ => Read(vendor, bytes, raw),
    };

    // Byte for byte, so that what is not valid UTF-8 stays so.
    private static byte[] Changed(byte[] bytes, string before, string after) =>
        Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(bytes).Replace(before, after, StringComparison.Ordinal));

    private sealed record Page(IReadOnlyList<ActivityLogEntry> Entries, IReadOnlyList<UnreadableRow> Unreadable, string? Error = null, string? Problem = null);

    private sealed class Tally
    {
        public string? Problem { get; set; }

        public int Refused { get; set; }

        public int Entries { get; set; }

        public int Unreadable { get; set; }

        public int Compared { get; set; }

        public int WithExtras { get; set; }
    }
}
