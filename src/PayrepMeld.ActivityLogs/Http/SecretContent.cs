namespace PayrepMeld.ActivityLogs.Http;

/// <summary>
/// A body that holds a secret. It goes with its request and is forgotten with it: callers of the raw endpoints send secrets that are
/// not the channel's, as many as they like.
/// </summary>
internal sealed class SecretContent(byte[] bytes, string secret) : ByteArrayContent(bytes)
{
    public string Secret { get; } = secret;
}
