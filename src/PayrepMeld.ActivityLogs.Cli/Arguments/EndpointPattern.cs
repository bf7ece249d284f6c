using PayrepMeld.ActivityLogs.Cli.Reading;

namespace PayrepMeld.ActivityLogs.Cli.Arguments;

/// <summary>An endpoint as it was logged, or its path alone, in which <c>*</c> stands for any text, also for none; ignoring case.</summary>
internal sealed class EndpointPattern(string pattern)
{
    private readonly string[] _parts = pattern.Split('*');

    /// <summary>Whether it stands for one endpoint alone.</summary>
    public bool IsWhole => _parts.Length == 1;

    public bool Matches(string? endpoint) => endpoint is not null && (MatchesAll(endpoint) || (EndpointParts.Of(endpoint).Path is { } path && MatchesAll(path)));

    private bool MatchesAll(string endpoint)
    {
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
