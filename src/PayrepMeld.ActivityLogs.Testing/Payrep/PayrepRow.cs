using System.Globalization;
using System.Text;

namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>One row of the fake's activity log. What is not set has a plausible value.</summary>
public sealed record PayrepRow : IPayrepRow
{
    /// <summary>The row's <c>id</c>; a UUID at the vendor, any text here.</summary>
    public required string Id { get; init; }

    /// <summary>When it was recorded; cut to what <see cref="FakeVendorOptions.TimeFormat"/> shows.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Nanoseconds beyond the 100 that <see cref="CreatedAt"/> can tell apart, 0 to 99. Default 0.</summary>
    public int Nanoseconds { get; init; }

    /// <summary>How <c>created_at</c> is written instead of the fake's format; null (the default) for that format.</summary>
    public string? CreatedAtText { get; init; }

    /// <summary>The path called.</summary>
    public string? Endpoint { get; init; } = "/api/v1/account/api/create_account";

    /// <summary>The HTTP method.</summary>
    public string? Method { get; init; } = "POST";

    /// <summary>The HTTP status returned. Default 200.</summary>
    public int? ResponseCode { get; init; } = 200;

    /// <summary><c>success</c> (the default) or <c>error</c>.</summary>
    public string? Status { get; init; } = PayrepStatuses.Success;

    /// <summary>The message logged with it.</summary>
    public string? Message { get; init; } = "Success";

    /// <summary>The caller's address.</summary>
    public string? IpAddress { get; init; } = "197.210.55.12";

    /// <summary>What is sent instead of the row, to the byte, well formed or not; null (the default) for the row. <see cref="Id"/> and <see cref="CreatedAt"/> still say where it stands.</summary>
    public ReadOnlyMemory<byte>? RawJson { get; init; }

    string IVendorRow.RowId => Id;

    DateTimeOffset IVendorRow.Time => CreatedAt;

    IEnumerable<string?> IPayrepRow.Searched => [Endpoint, Method, Status, Message, IpAddress];

    /// <summary>This row, sent as other text.</summary>
    /// <param name="json">What is sent.</param>
    /// <returns>A copy.</returns>
    public PayrepRow WithRawJson(string json) => this with { RawJson = Encoding.UTF8.GetBytes(json) };

    string? IPayrepRow.Field(string name) => name switch
    {
        "id" => Id,
        "endpoint" => Endpoint,
        "method" => Method,
        "response_code" => ResponseCode?.ToString(CultureInfo.InvariantCulture),
        "status" => Status,
        "message" => Message,
        "ip_address" => IpAddress,
        _ => null,
    };

    void IPayrepRow.Write(FieldWriter fields, string createdAt)
    {
        fields.Text("id", Id);
        fields.Extra("_trace");
        fields.Text("endpoint", Endpoint);
        fields.Text("method", Method);
        fields.Number("response_code", ResponseCode);
        fields.Text("status", Status);
        fields.Text("message", Message);
        fields.Text("ip_address", IpAddress);
        fields.Text("created_at", createdAt);
        fields.Extra("metadata");
    }
}
