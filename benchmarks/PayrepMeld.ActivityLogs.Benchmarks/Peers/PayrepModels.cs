using System.Text.Json.Serialization;
using Newtonsoft.Json;

namespace PayrepMeld.ActivityLogs.Benchmarks.Peers;

/// <summary>Payrep's answer as anyone would write it down, for both serializers.</summary>
internal sealed class PayrepPageModel
{
    public bool Status { get; set; }

    [JsonPropertyName("response_code"), JsonProperty("response_code")]
    public string? ResponseCode { get; set; }

    public string? Message { get; set; }

    public List<PayrepRowModel>? Data { get; set; }
}

internal sealed class PayrepRowModel
{
    public string Id { get; set; } = "";

    public string? Endpoint { get; set; }

    public string? Method { get; set; }

    [JsonPropertyName("response_code"), JsonProperty("response_code")]
    public int ResponseCode { get; set; }

    public string? Status { get; set; }

    public string? Message { get; set; }

    [JsonPropertyName("ip_address"), JsonProperty("ip_address")]
    public string? IpAddress { get; set; }

    [JsonPropertyName("created_at"), JsonProperty("created_at")]
    public DateTimeOffset CreatedAt { get; set; }
}

internal sealed class PayrepRequestModel
{
    [JsonPropertyName("limit"), JsonProperty("limit")]
    public int Limit { get; set; } = 100;

    [JsonPropertyName("cursor_created_at"), JsonProperty("cursor_created_at")]
    public DateTimeOffset? CursorCreatedAt { get; set; }

    [JsonPropertyName("cursor_id"), JsonProperty("cursor_id")]
    public string? CursorId { get; set; }
}
