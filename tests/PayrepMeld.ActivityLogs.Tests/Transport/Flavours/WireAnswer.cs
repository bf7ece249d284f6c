using System.Text;

namespace PayrepMeld.ActivityLogs.Tests.Transport.Flavours;

/// <summary>What a vendor answers, as bytes. Without a status it says nothing at all.</summary>
internal sealed record WireAnswer(int Status, string Body = "", string Headers = "Content-Type: application/json\r\n")
{
    /// <summary>The connection is reset instead of an answer.</summary>
    public static readonly WireAnswer Reset = new(0);

    /// <summary>The body is announced longer than it is.</summary>
    public bool IsCut { get; init; }

    /// <summary>Called once the request has come.</summary>
    public Action? OnAsked { get; init; }

    public byte[] ToBytes()
    {
        var body = Encoding.UTF8.GetBytes(Body);
        return [.. Encoding.ASCII.GetBytes($"HTTP/1.1 {Status} X\r\n{Headers}Content-Length: {body.Length + (IsCut ? 7 : 0)}\r\nConnection: close\r\n\r\n"), .. body];
    }
}
