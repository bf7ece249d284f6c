using System.Globalization;
using System.Text;

namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>
/// What goes wrong with one request. On a socket it is real; in memory it becomes the exception or the stream that
/// <see cref="SocketsHttpHandler"/> would show. Put into a <see cref="FaultScript"/>.
/// </summary>
public sealed class Fault
{
    private static readonly byte[] NotJson = [0x1f, 0x00, 0xff, 0xfe, (byte)'{', 0x80, (byte)'"', 0x07];

    private Fault()
    {
    }

    /// <summary>Nothing goes wrong: a place holder in a script.</summary>
    public static Fault None { get; } = new();

    internal TimeSpan Delay { get; private init; }

    internal Action<FakeVendor>? Before { get; private init; }

    /// <summary>What is answered instead.</summary>
    internal Func<FakeAnswer>? Instead { get; private init; }

    /// <summary>What is made of the true answer.</summary>
    internal Func<FakeAnswer, FakeAnswer>? Edit { get; private init; }

    internal PageFault Page { get; private init; }

    internal bool RepeatsPage { get; private init; }

    internal Delivery Delivery { get; private init; }

    /// <summary>An HTTP status, with an empty body unless one is given.</summary>
    /// <param name="status">The status, 200 to 599.</param>
    /// <param name="retryAfter">The value of <c>Retry-After</c> to the letter, seconds or a date; null for none.</param>
    /// <param name="body">The body, sent as <c>application/json</c>.</param>
    /// <param name="headers">Further headers.</param>
    public static Fault Status(int status, string? retryAfter = null, string body = "", IReadOnlyDictionary<string, string>? headers = null)
    {
        List<KeyValuePair<string, string>> all = headers is null ? [] : [.. headers];
        if (retryAfter is not null)
        {
            all.Add(new("Retry-After", retryAfter));
        }

        return Answer(status, Encoding.UTF8.GetBytes(body), body.Length == 0 ? null : "application/json", all);
    }

    /// <summary>Payrep's envelope with a code, such as <c>80</c>, whatever the HTTP status.</summary>
    /// <param name="code">The value of <c>response_code</c>.</param>
    /// <param name="message">The value of <c>message</c>.</param>
    /// <param name="httpStatus">The HTTP status, 200 to 599.</param>
    public static Fault PayrepCode(string code, string message = "Scripted error", int httpStatus = 200) =>
        Answer(httpStatus, PayrepEnvelope.Error(code, message));

    /// <summary>Meld's error object.</summary>
    /// <param name="status">The HTTP status, 400 to 599.</param>
    /// <param name="code">The value of <c>code</c>.</param>
    /// <param name="message">The value of <c>message</c>.</param>
    /// <param name="requestId">The value of <c>requestId</c>.</param>
    public static Fault MeldError(int status, string code = "SCRIPTED", string message = "Scripted error", string requestId = "req-scripted") =>
        Answer(status, MeldErrors.Body(code, message, requestId, DateTimeOffset.UnixEpoch));

    /// <summary>The true answer, later.</summary>
    /// <param name="delay">How much later, by the fake's clock.</param>
    public static Fault Delayed(TimeSpan delay) => new() { Delay = delay };

    /// <summary>No answer at all, until the caller gives up.</summary>
    public static Fault StallHeaders() => new() { Delivery = new(DeliveryKind.StallHeaders) };

    /// <summary>The body stops coming, until the caller gives up.</summary>
    /// <param name="afterBytes">How many bytes come; null for half of them.</param>
    public static Fault StallBody(int? afterBytes = null) => new() { Delivery = new(DeliveryKind.StallBody, afterBytes) };

    /// <summary>The body drips.</summary>
    /// <param name="bytes">How many bytes at a time, 1 or more.</param>
    /// <param name="interval">The time between, by the fake's clock.</param>
    public static Fault Drip(int bytes, TimeSpan interval) => new() { Delivery = new(DeliveryKind.Drip, bytes, interval) };

    /// <summary>The connection is reset before anything was answered.</summary>
    public static Fault Reset() => new() { Delivery = new(DeliveryKind.ResetBeforeHeaders) };

    /// <summary>The connection is reset within the body.</summary>
    /// <param name="afterBytes">How many bytes come; null for half of them.</param>
    public static Fault ResetInBody(int? afterBytes = null) => new() { Delivery = new(DeliveryKind.ResetInBody, afterBytes) };

    /// <summary>The body ends before the length that was declared.</summary>
    /// <param name="afterBytes">How many bytes come; null for half of them.</param>
    public static Fault Truncate(int? afterBytes = null) => new() { Delivery = new(DeliveryKind.Truncate, afterBytes) };

    /// <summary>The JSON is cut off, though the HTTP message is whole.</summary>
    /// <param name="afterBytes">How many bytes come; null for half of them.</param>
    public static Fault CutJson(int? afterBytes = null) => new()
    {
        Edit = answer => answer.WithBody(answer.Body[..new Delivery(DeliveryKind.Truncate, afterBytes).BytesBefore(answer.Body.Length)]),
    };

    /// <summary>Bytes that are no text at all, as <c>application/json</c>.</summary>
    public static Fault Garbage() => Answer(200, NotJson);

    /// <summary>A page of HTML, as a proxy in between might answer.</summary>
    /// <param name="status">The HTTP status.</param>
    public static Fault Html(int status = 200) => Body("<!DOCTYPE html><html><body><h1>Down for maintenance</h1></body></html>", "text/html; charset=utf-8", status);

    /// <summary>Plain text.</summary>
    /// <param name="status">The HTTP status.</param>
    public static Fault PlainText(int status = 200) => Body("upstream connect error", "text/plain", status);

    /// <summary>Any body.</summary>
    /// <param name="text">The body.</param>
    /// <param name="contentType">Its type; null for none.</param>
    /// <param name="status">The HTTP status.</param>
    public static Fault Body(string text, string? contentType = "application/json", int status = 200) => Body(Encoding.UTF8.GetBytes(text), contentType, status);

    /// <summary>Any body, as bytes.</summary>
    /// <param name="bytes">The body.</param>
    /// <param name="contentType">Its type; null for none.</param>
    /// <param name="status">The HTTP status.</param>
    public static Fault Body(ReadOnlyMemory<byte> bytes, string? contentType = "application/json", int status = 200) => Answer(status, bytes, contentType);

    /// <summary>An empty body with status 200.</summary>
    public static Fault EmptyBody() => Answer(200, default);

    /// <summary>The true answer under another content type.</summary>
    /// <param name="contentType">The type; null for none.</param>
    public static Fault ContentType(string? contentType) => new()
    {
        Edit = answer => new FakeAnswer { Status = answer.Status, ContentType = contentType, Headers = answer.Headers, Body = answer.Body },
    };

    /// <summary>The true answer, followed by spaces up to a size: valid JSON, too large.</summary>
    /// <param name="bytes">The whole size.</param>
    public static Fault Oversize(long bytes) => new() { Edit = answer => answer.WithBody(answer.Body, Math.Max(0, bytes - answer.Body.Length)) };

    /// <summary>As <see cref="Oversize"/>, but compressed with gzip: a small message that grows. It is sent so whatever the request accepts.</summary>
    /// <param name="decompressedBytes">The whole size after decompression.</param>
    public static Fault CompressedBomb(long decompressedBytes) => new()
    {
        Edit = answer => answer.WithBody(answer.Body, Math.Max(0, decompressedBytes - answer.Body.Length), gzip: true),
    };

    /// <summary>A redirect.</summary>
    /// <param name="location">Where to.</param>
    /// <param name="status">301, 302, 303, 307 or 308.</param>
    public static Fault Redirect(Uri location, int status = 302)
    {
        ArgumentNullException.ThrowIfNull(location);
        return Answer(status, default, contentType: null, [new("Location", location.ToString())]);
    }

    /// <summary>The page holds its first row twice, the second time right after the first.</summary>
    public static Fault DuplicateRow() => new() { Page = PageFault.DuplicateRow };

    /// <summary>The page ends in the row the request's cursor named, so that a cursor made of it does not move. The first page, which has no cursor, is unharmed.</summary>
    public static Fault StuckCursor() => new() { Page = PageFault.StuckCursor };

    /// <summary>The page's rows (<c>data</c>, <c>activities</c>) are null.</summary>
    public static Fault DataNull() => new() { Page = PageFault.DataNull };

    /// <summary>The page's rows (<c>data</c>, <c>activities</c>) are left out.</summary>
    public static Fault DataAbsent() => new() { Page = PageFault.DataAbsent };

    /// <summary>The previous answer of the same path comes again, whatever was asked. Unharmed where there was none.</summary>
    public static Fault RepeatedPage() => new() { RepeatsPage = true };

    /// <summary>Something is done to the fake before it answers: a row inserted late, a switch changed.</summary>
    /// <param name="action">What to do. Called outside the fake's lock.</param>
    public static Fault Do(Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return new() { Before = _ => action() };
    }

    /// <summary>Payrep's tokens expire before the request is looked at; for Meld nothing happens.</summary>
    public static Fault ExpiredToken() => new() { Before = vendor => (vendor as FakePayrep)?.ExpireTokens() };

    /// <summary>This fault, but with a delay before it.</summary>
    /// <param name="delay">The delay, by the fake's clock.</param>
    public Fault After(TimeSpan delay) => new()
    {
        Delay = Delay + delay,
        Before = Before,
        Instead = Instead,
        Edit = Edit,
        Page = Page,
        RepeatsPage = RepeatsPage,
        Delivery = Delivery,
    };

    private static Fault Answer(int status, ReadOnlyMemory<byte> body, string? contentType = "application/json", IReadOnlyList<KeyValuePair<string, string>>? headers = null)
    {
        if (status is < 200 or > 599)
        {
            throw new ArgumentOutOfRangeException(nameof(status), status, string.Create(CultureInfo.InvariantCulture, $"An HTTP status is 200 to 599, not {status}."));
        }

        var answer = new FakeAnswer { Status = status, ContentType = contentType, Headers = headers ?? [], Body = body };
        return new() { Instead = () => answer };
    }
}
