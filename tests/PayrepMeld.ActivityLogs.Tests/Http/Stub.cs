using System.Net;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PayrepMeld.ActivityLogs.Http;
using PayrepMeld.ActivityLogs.Payrep;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Tests.Http;

/// <summary>A channel on a fake clock with a scripted innermost handler.</summary>
internal sealed class Stub : IDisposable
{
    public const string PayrepOk = """{"status":true,"response_code":"00","message":"ok","data":[]}""";
    public const string MeldOk = """{"activities":[],"count":0,"remaining":0}""";

    private readonly HttpMessageInvoker _invoker;
    private readonly Scripted _scripted;

    public Stub(
        ActivityLogVendor vendor,
        Func<int, CancellationToken, Task<HttpResponseMessage>> answer,
        Action<ActivityLogResilienceOptions>? configure = null,
        FakeTime? time = null,
        ILogger? logger = null)
    {
        Options = new ActivityLogResilienceOptions();
        configure?.Invoke(Options);
        Time = time ?? new FakeTime();
        Vendor = vendor;
        Channel = new VendorChannel(vendor, Options, Time, logger ?? NullLogger.Instance);
        _scripted = new Scripted(answer);
        _invoker = new HttpMessageInvoker(new ResilienceHandler(Channel)
        {
            InnerHandler = new ResponseHandler(Channel, "main") { InnerHandler = _scripted },
        });
    }

    public Stub(ActivityLogVendor vendor, Func<int, HttpResponseMessage> answer, Action<ActivityLogResilienceOptions>? configure = null, FakeTime? time = null)
        : this(vendor, (number, _) => Task.FromResult(answer(number)), configure, time)
    {
    }

    public ActivityLogVendor Vendor { get; }

    public ActivityLogResilienceOptions Options { get; }

    public FakeTime Time { get; }

    public VendorChannel Channel { get; }

    /// <summary>How many requests reached the wire.</summary>
    public int Sent => _scripted.Sent;

    public static string Ok(ActivityLogVendor vendor) => vendor == ActivityLogVendor.Payrep ? PayrepOk : MeldOk;

    public static HttpResponseMessage Answer(int status, string body = "", string? retryAfter = null)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        if (retryAfter is not null)
        {
            response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        }

        return response;
    }

    public static HttpResponseMessage Answer(HttpContent content) => new(HttpStatusCode.OK) { Content = content };

    public HttpRequestMessage Request(string? path = null) => Vendor == ActivityLogVendor.Payrep
        ? new(HttpMethod.Post, new Uri("https://payrep.test" + (path ?? PayrepPaths.ActivityLogs))) { Content = new ByteArrayContent("{}"u8.ToArray()) }
        : new(HttpMethod.Get, new Uri("https://meld.test" + (path ?? "/activity-log")));

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage? request = null, CancellationToken cancellationToken = default) =>
        _invoker.SendAsync(request ?? Request(), cancellationToken);

    /// <summary>Sends and lets the fake clock run until the call ends; returns its error, or null.</summary>
    public async Task<ActivityLogException?> RunAsync(HttpRequestMessage? request = null, TimeSpan? step = null)
    {
        try
        {
            using var response = await Time.DriveAsync(SendAsync(request), step);
            return ActivityLogErrors.FromAnswer(response);
        }
        catch (ActivityLogException error)
        {
            return error;
        }
    }

    public void Dispose()
    {
        _invoker.Dispose();
        Channel.Dispose();
    }

    private sealed class Scripted(Func<int, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        private int _sent;

        public int Sent => _sent;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            // What is sent again must still be readable.
            if (request.Content is { } content)
            {
                (await content.ReadAsByteArrayAsync(cancellationToken)).Should().NotBeEmpty();
            }

            return await answer(Interlocked.Increment(ref _sent), cancellationToken);
        }
    }
}

/// <summary>A body that is read step by step as a test wants it.</summary>
internal sealed class ScriptedStream(Func<Memory<byte>, CancellationToken, ValueTask<int>> read) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => read(buffer, cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

/// <summary>Both vendors, for theories.</summary>
internal sealed class Vendors : TheoryData<ActivityLogVendor>
{
    public Vendors()
    {
        Add(ActivityLogVendor.Payrep);
        Add(ActivityLogVendor.Meld);
    }
}

/// <summary>Each of the statuses, for each vendor.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CombinedDataAttribute(params int[] statuses) : Xunit.Sdk.DataAttribute
{
    public int[] Statuses { get; } = statuses;

    public override IEnumerable<object[]> GetData(System.Reflection.MethodInfo testMethod) =>
        from vendor in Enum.GetValues<ActivityLogVendor>()
        from status in Statuses
        select new object[] { vendor, status };
}
