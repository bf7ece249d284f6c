namespace PayrepMeld.ActivityLogs.Cli.Arguments;

/// <summary>A whole endpoint, in which <c>*</c> stands for any text, also for none; ignoring case.</summary>
internal sealed class EndpointPattern(string pattern)
{
    private readonly string[] _parts = pattern.Split('*');

    public bool Matches(string? endpoint)
    {
        if (endpoint is null)
        {
            return false;
        }

        if (_parts.Length == 1)
        {
            return endpoint.Equals(_parts[0], StringComparison.OrdinalIgnoreCase);
        }

        var rest = endpoint.AsSpan();
        if (!rest.StartsWith(_parts[0], StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        rest = rest[_parts[0].Length..];
        foreach (var part in _parts.AsSpan(1, _parts.Length - 2))
        {
            var at = rest.IndexOf(part, StringComparison.OrdinalIgnoreCase);
            if (at < 0)
            {
                return false;
            }

            rest = rest[(at + part.Length)..];
        }

        return rest.EndsWith(_parts[^1], StringComparison.OrdinalIgnoreCase);
    }
}
