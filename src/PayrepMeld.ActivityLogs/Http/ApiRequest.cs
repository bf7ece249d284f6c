namespace PayrepMeld.ActivityLogs.Http;

/// <summary>A request that carries its own call: <see cref="HttpRequestMessage.Options"/> cost more than all that is in them.</summary>
internal sealed class ApiRequest(HttpMethod method, Uri address) : HttpRequestMessage(method, address)
{
    public CallProgress? Call { get; set; }

    /// <summary>Whether anything was put into <see cref="HttpRequestMessage.Options"/>; looking into them makes them.</summary>
    public bool HasOptions { get; set; }
}
