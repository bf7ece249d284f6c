namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>An answer, before a socket or a handler delivers it.</summary>
internal sealed class FakeAnswer
{
    public int Status { get; init; } = 200;

    public string? ContentType { get; init; } = "application/json";

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>How many spaces follow the body: JSON stays valid.</summary>
    public long Padding { get; init; }

    public bool Gzip { get; init; }

    public Delivery Delivery { get; init; }

    public FakeAnswer With(Delivery delivery) => new()
    {
        Status = Status,
        ContentType = ContentType,
        Headers = Headers,
        Body = Body,
        Padding = Padding,
        Gzip = Gzip,
        Delivery = delivery,
    };

    public FakeAnswer WithBody(ReadOnlyMemory<byte> body, long padding = 0, bool gzip = false) => new()
    {
        Status = Status,
        ContentType = ContentType,
        Headers = Headers,
        Body = body,
        Padding = padding,
        Gzip = gzip,
        Delivery = Delivery,
    };
}
