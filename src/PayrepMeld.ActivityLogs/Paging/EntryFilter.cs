using System.Text.Json;
using PayrepMeld.ActivityLogs.Json;

namespace PayrepMeld.ActivityLogs.Paging;

/// <summary>What the vendor's server did not filter.</summary>
internal sealed class EntryFilter
{
    private readonly ActivityLogOutcome? _outcome;
    private readonly string? _method;
    private readonly string? _search;

    public EntryFilter(ActivityLogQuery query, ActivityLogVendor vendor)
    {
        var onClient = query.GetClientSideFilters(vendor);
        _outcome = onClient.Contains(nameof(query.Outcome), StringComparer.Ordinal) ? query.Outcome : null;
        _method = onClient.Contains(nameof(query.HttpMethod), StringComparer.Ordinal) ? query.HttpMethod : null;
        _search = onClient.Contains(nameof(query.Search), StringComparer.Ordinal) ? query.Search : null;
    }

    /// <summary>Whether the entry is wanted.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="unknownOutcome">It is not, and only because its outcome is not known.</param>
    public bool Matches(ActivityLogEntry entry, out bool unknownOutcome)
    {
        var rest = (_method is null || string.Equals(entry.HttpMethod, _method, StringComparison.OrdinalIgnoreCase))
            && (_search is null || (entry is MeldActivity meld && (Holds(meld.AttributesJson.Span, _search) || Holds(meld.DetailsJson.Span, _search))));
        var outcome = _outcome is null || entry.Outcome == _outcome;
        unknownOutcome = rest && !outcome && entry.Outcome == ActivityLogOutcome.Unknown;
        return rest && outcome;
    }

    private static bool Holds(ReadOnlySpan<byte> json, string text)
    {
        if (json.IsEmpty)
        {
            return false;
        }

        var reader = new Utf8JsonReader(json, JsonText.ReaderOptions);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False
                && JsonText.Read(ref reader)!.Contains(text, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
