using System.Text.Json.Serialization;

namespace PayrepMeld.ActivityLogs;

/// <summary>The body of Payrep's fetch calls. Every field is optional; what is null is not sent. Texts go out exactly as they are.</summary>
public sealed class PayrepFetchRequest
{
    /// <summary>Filter criteria; Payrep documents <c>status</c> and <c>method</c>.</summary>
    [JsonPropertyName("filters")]
    public IReadOnlyDictionary<string, string>? Filters { get; init; }

    /// <summary>Rows on or after this date, <c>YYYY-MM-DD</c>, inclusive; the vendor does not say in which zone.</summary>
    [JsonPropertyName("start_date")]
    public string? StartDate { get; init; }

    /// <summary>Rows on or before this date, <c>YYYY-MM-DD</c>, inclusive; the vendor does not say in which zone.</summary>
    [JsonPropertyName("end_date")]
    public string? EndDate { get; init; }

    /// <summary>Free text looked for across the log's fields.</summary>
    [JsonPropertyName("search")]
    public string? Search { get; init; }

    /// <summary>The most rows to return; the vendor's default is 100 for activity logs and 20 for audit logs, its maximum unknown.</summary>
    [JsonPropertyName("limit")]
    public int? Limit { get; init; }

    /// <summary>The last row's <c>created_at</c>, byte for byte; together with <see cref="CursorId"/>.</summary>
    [JsonPropertyName("cursor_created_at")]
    public string? CursorCreatedAt { get; init; }

    /// <summary>The last row's <c>id</c>; together with <see cref="CursorCreatedAt"/>.</summary>
    [JsonPropertyName("cursor_id")]
    public string? CursorId { get; init; }
}
