using System.Text.Json;

namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>Writes one of Meld's rows. Within attributes and details, whose shape is free, a missing value is left out.</summary>
internal static class MeldRowWriter
{
    public static void Write(FieldWriter fields, MeldRow row, string occurredAt)
    {
        if (row.RawJson is { } raw)
        {
            fields.Raw(raw.Span);
            return;
        }

        var json = fields.Json;
        json.WriteStartObject();
        fields.Extra("_trace");
        Object(fields, "actor", row.Actor is not null, () =>
        {
            fields.Text("id", row.Actor!.Id);
            fields.Text("name", row.Actor.Name);
            fields.Text("type", row.Actor.Type);
        });
        Free(json, "attributes", row.AttributesJson, () =>
        {
            Text(json, "action", row.Action);
            Text(json, "eventType", row.EventType);
            Text(json, "requestId", row.RequestId);
            Text(json, "customerId", row.CustomerId);
            Text(json, "externalCustomerId", row.ExternalCustomerId);
            Text(json, "connectionId", row.ConnectionId);
            Text(json, "financialAccountId", row.FinancialAccountId);
        });
        Free(json, "details", row.DetailsJson, () =>
        {
            Text(json, "method", row.HttpMethod);
            Text(json, "path", row.Endpoint);
            if (row.StatusCode is not null)
            {
                fields.Number("responseCode", row.StatusCode);
            }

            Text(json, "ip", row.ClientIp);
            Text(json, "message", row.Message);
        });
        Object(fields, "entity", row.Entity is not null, () =>
        {
            fields.Text("id", row.Entity!.Id);
            fields.Text("type", row.Entity.Type);
        });
        fields.Text("key", row.Key);
        fields.Text("occurredAt", occurredAt);
        fields.Extra("metadata");
        json.WriteEndObject();
    }

    private static void Object(FieldWriter fields, string name, bool present, Action members)
    {
        if (!present)
        {
            fields.Missing(name);
            return;
        }

        fields.Json.WriteStartObject(name);
        members();
        fields.Json.WriteEndObject();
    }

    private static void Free(Utf8JsonWriter json, string name, string? instead, Action members)
    {
        if (instead is not null)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(instead, skipInputValidation: true);
            return;
        }

        json.WriteStartObject(name);
        members();
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
