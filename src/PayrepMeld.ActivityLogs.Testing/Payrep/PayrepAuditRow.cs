namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>One row of the fake's audit log.</summary>
public sealed record PayrepAuditRow : IPayrepRow
{
    /// <summary>The row's <c>id</c>.</summary>
    public required string Id { get; init; }

    /// <summary>When it was recorded; cut to what <see cref="FakeVendorOptions.TimeFormat"/> shows.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What was done.</summary>
    public string? Action { get; init; } = "login";

    /// <summary>Who did it.</summary>
    public string? User { get; init; } = "dashboard@example.com";

    /// <summary>The address it came from.</summary>
    public string? IpAddress { get; init; } = "197.210.55.12";

    /// <summary>The vendor's response code. Default <c>00</c>.</summary>
    public string? ResponseCode { get; init; } = PayrepCodes.Success;

    /// <summary>What is sent instead of the row, to the byte; null (the default) for the row.</summary>
    public ReadOnlyMemory<byte>? RawJson { get; init; }

    string IVendorRow.RowId => Id;

    DateTimeOffset IVendorRow.Time => CreatedAt;

    int IVendorRow.Nanoseconds => 0;

    string? IPayrepRow.CreatedAtText => null;

    IEnumerable<string?> IPayrepRow.Searched => [Action, User, IpAddress];

    string? IPayrepRow.Field(string name) => name switch
    {
        "id" => Id,
        "action" => Action,
        "user" => User,
        "ip_address" => IpAddress,
        "response_code" => ResponseCode,
        _ => null,
    };

    void IPayrepRow.Write(FieldWriter fields, string createdAt)
    {
        fields.Text("id", Id);
        fields.Text("action", Action);
        fields.Text("user", User);
        fields.Text("ip_address", IpAddress);
        fields.Text("response_code", ResponseCode);
        fields.Text("created_at", createdAt);
        fields.Extra("metadata");
    }
}
