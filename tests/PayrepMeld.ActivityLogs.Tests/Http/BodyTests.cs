using System.IO.Compression;
using System.Net;
using System.Text;
using PayrepMeld.ActivityLogs.Http;

namespace PayrepMeld.ActivityLogs.Tests.Http;

public sealed class BodyTests
{
    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "5")]
    public async Task A_body_that_ends_early_is_retried_and_then_a_protocol_error(ActivityLogVendor vendor)
    {
        var failures = new Exception[]
        {
            new HttpIOException(HttpRequestError.ResponseEnded),
            new HttpRequestException(HttpRequestError.ResponseEnded),
            new InvalidDataException("truncated gzip"),
        };
        foreach (var failure in failures)
        {
            using var stub = new Stub(vendor, _ => Stub.Answer(new StreamContent(Ending(Stub.Ok(vendor), failure))));
            var error = await stub.RunAsync();
            (error!.Kind, error.Attempts, error.StatusCode).Should().Be((ActivityLogErrorKind.Protocol, 4, 200));
        }

        using var cut = new Stub(vendor, number => Stub.Answer(200, number == 1 ? Stub.Ok(vendor)[..^3] : Stub.Ok(vendor)));
        (await cut.RunAsync()).Should().BeNull();
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "4")]
    public async Task A_connection_lost_inside_a_body_is_retried_and_then_unavailable(ActivityLogVendor vendor)
    {
        using var stub = new Stub(vendor, _ => Stub.Answer(new StreamContent(Ending("{", new IOException("reset")))));
        var error = await stub.RunAsync();
        (error!.Kind, error.Attempts).Should().Be((ActivityLogErrorKind.Unavailable, 4));
    }

    [Theory]
    [InlineData(ActivityLogVendor.Payrep, true)]
    [InlineData(ActivityLogVendor.Payrep, false)]
    [InlineData(ActivityLogVendor.Meld, true)]
    [InlineData(ActivityLogVendor.Meld, false)]
    [Trait("Fault", "6")]
    public async Task A_body_that_stalls_or_drips_is_cut_with_its_attempt(ActivityLogVendor vendor, bool drips)
    {
        Stub? used = null;
        using var stub = new Stub(vendor, _ => Stub.Answer(new StreamContent(new ScriptedStream(async (buffer, token) =>
        {
            await Task.Delay(drips ? TimeSpan.FromSeconds(1) : Timeout.InfiniteTimeSpan, used!.Time, token);
            buffer.Span[0] = (byte)' ';
            return 1;
        }))));
        used = stub;

        var error = await stub.RunAsync(step: TimeSpan.FromMilliseconds(500));

        (error!.Kind, error.Attempts).Should().Be((ActivityLogErrorKind.Unavailable, 4));
        stub.Time.Elapsed.Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(60)).And.BeLessThan(TimeSpan.FromSeconds(95));
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "16")]
    public async Task A_body_up_to_the_cap_is_read_and_one_byte_more_is_not(ActivityLogVendor vendor)
    {
        const int Cap = 200_000;
        foreach (var (size, announced) in new[] { (Cap, true), (Cap, false), (Cap + 1, true), (Cap + 1, false) })
        {
            var text = Stub.Ok(vendor).PadRight(size);
            var bytes = Encoding.UTF8.GetBytes(text);
            using var stub = new Stub(vendor, _ => Stub.Answer(announced ? new ByteArrayContent(bytes) : new StreamContent(new Chunked(bytes))), options => options.MaxResponseBytes = Cap);

            using var response = await stub.SendAsync();

            var body = (BufferedBody)response.Content;
            body.IsOversize.Should().Be(size > Cap);
            if (size > Cap)
            {
                var error = ActivityLogErrors.FromAnswer(response);
                (error!.Kind, error.IsOversize, error.Attempts).Should().Be((ActivityLogErrorKind.Protocol, true, 1));
                body.Span.Length.Should().Be(0);
            }
            else
            {
                Encoding.UTF8.GetString(body.Span).Should().Be(text);
            }
        }
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "16")]
    public async Task An_oversize_error_is_still_the_error_its_status_says(ActivityLogVendor vendor)
    {
        using var stub = new Stub(vendor, _ => Stub.Answer(400, new string('x', 5000)), options => options.MaxResponseBytes = 1024);
        var error = await stub.RunAsync();
        (error!.Kind, error.IsOversize).Should().Be((ActivityLogErrorKind.Invalid, false));
    }

    [Fact]
    [Trait("Fault", "16")]
    public async Task An_announced_oversize_body_is_not_read_at_all()
    {
        using var stub = new Stub(ActivityLogVendor.Meld, _ =>
        {
            var content = new StreamContent(new ScriptedStream((_, _) => throw new InvalidOperationException("read")));
            content.Headers.ContentLength = 1L << 40;
            return Stub.Answer(content);
        });
        (await stub.RunAsync())!.IsOversize.Should().BeTrue();
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "5")]
    public async Task A_body_whose_reading_fails_in_an_unforeseen_way_is_a_cut_one(ActivityLogVendor vendor)
    {
        using var stub = new Stub(vendor, _ => Stub.Answer(new StreamContent(Ending("{", new NotSupportedException("unforeseen")))));
        var error = await stub.RunAsync();
        (error!.Kind, error.Attempts, error.StatusCode).Should().Be((ActivityLogErrorKind.Protocol, 4, 200));
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "7")]
    public async Task A_body_that_breaks_because_the_caller_cancelled_is_a_cancellation(ActivityLogVendor vendor)
    {
        using var cancel = new CancellationTokenSource();
        using var stub = new Stub(vendor, _ => Stub.Answer(new StreamContent(new ScriptedStream((_, _) =>
        {
            cancel.Cancel();
            throw new InvalidOperationException("the connection is gone");
        }))));
        await stub.Invoking(s => s.SendAsync(cancellationToken: cancel.Token)).Should().ThrowAsync<OperationCanceledException>();
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    public async Task Every_answer_that_is_not_handed_out_is_disposed(ActivityLogVendor vendor)
    {
        var contents = new List<Tracked>();
        using var stub = new Stub(vendor, number =>
        {
            var content = new Tracked(number == 2 ? [] : Encoding.UTF8.GetBytes(Stub.Ok(vendor)));
            contents.Add(content);
            return new HttpResponseMessage(number < 3 ? HttpStatusCode.BadGateway : HttpStatusCode.OK) { Content = content };
        });
        using (var response = await stub.Time.DriveAsync(stub.SendAsync()))
        {
            contents.Should().HaveCount(3).And.OnlyContain(content => content.Disposed == 1);
            Encoding.UTF8.GetString(((BufferedBody)response.Content).Span).Should().Be(Stub.Ok(vendor));
            response.Content.Headers.ContentType!.MediaType.Should().Be("application/json");
        }
    }

    [Fact]
    public async Task Raw_rows_are_kept_where_the_request_asks_for_them()
    {
        using var stub = new Stub(ActivityLogVendor.Meld, _ => Stub.Answer(200, Stub.MeldOk));
        using var request = stub.Request();
        request.Options.Set(RequestProperties.IncludeRaw, true);
        using var with = await stub.SendAsync(request);
        using var without = await stub.SendAsync();
        (((BufferedBody)with.Content).IncludeRaw, ((BufferedBody)without.Content).IncludeRaw).Should().Be((true, false));
    }

    private static ScriptedStream Ending(string start, Exception failure)
    {
        var sent = false;
        return new((buffer, _) =>
        {
            if (sent)
            {
                throw failure;
            }

            sent = true;
            return new(Encoding.UTF8.GetBytes(start, buffer.Span));
        });
    }

    private sealed class Tracked : ByteArrayContent
    {
        public Tracked(byte[] bytes)
            : base(bytes) => Headers.ContentType = new("application/json");

        public int Disposed { get; private set; }

        protected override void Dispose(bool disposing)
        {
            Disposed++;
            base.Dispose(disposing);
        }
    }

    /// <summary>A stream of unknown length that gives little at a time.</summary>
    private sealed class Chunked(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, 7000)], cancellationToken);
    }
}

/// <summary>Measures the whole process, or real time: nothing else may run beside it.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

[Collection(nameof(Alone))]
public sealed class BombTests
{
    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "16")]
    public async Task A_compressed_bomb_costs_at_most_64_MiB(ActivityLogVendor vendor)
    {
        var bomb = await Bomb();
        using var stub = new Stub(vendor, _ => Stub.Answer(new StreamContent(new GZipStream(new MemoryStream(bomb), CompressionMode.Decompress))));
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var error = await stub.RunAsync();

        var grown = GC.GetTotalAllocatedBytes(precise: true) - before;
        error!.IsOversize.Should().BeTrue();
        grown.Should().BeLessThan(64 * 1024 * 1024);
    }

    /// <summary>A quarter of a gigabyte of zeros, compressed.</summary>
    private static async Task<byte[]> Bomb()
    {
        var compressed = new MemoryStream();
        await using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            var zeros = new byte[1024 * 1024];
            for (var i = 0; i < 256; i++)
            {
                await gzip.WriteAsync(zeros);
            }
        }

        return compressed.ToArray();
    }
}
