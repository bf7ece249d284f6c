namespace PayrepMeld.ActivityLogs.Cli.Reading;

/// <summary>What an endpoint consists of: vendors log a path, some a query string behind it or a host before it.</summary>
internal static class EndpointParts
{
    public static (string? Path, string? Query) Of(string endpoint)
    {
        var end = endpoint.AsSpan().IndexOf('?');
        var whole = end < 0 ? endpoint : endpoint[..end];
        var slash = whole.IndexOf('/', StringComparison.Ordinal);
        var hasHost = slash > 1 && whole[slash - 1] == ':' && whole.AsSpan(slash).StartsWith("//");
        var begin = hasHost ? whole.IndexOf('/', slash + 2) : 0;
        var path = begin < 0 ? "/" : whole[begin..];
        return (path.Length > 0 ? path : null, end < 0 ? null : endpoint[(end + 1)..]);
    }
}
