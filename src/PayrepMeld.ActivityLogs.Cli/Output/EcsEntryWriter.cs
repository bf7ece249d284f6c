using System.Text.Json;
using PayrepMeld.ActivityLogs.Cli.Reading;

namespace PayrepMeld.ActivityLogs.Cli.Output;

/// <summary>Elastic Common Schema as JSON Lines: what an entry does not say is left out.</summary>
internal sealed class EcsEntryWriter(Stream output, bool forTerminal) : IEntryWriter, IDisposable
{
    /// <summary>The version of the schema these fields are of.</summary>
    public const string Version = "8.17.0";

    private readonly JsonOutput _entries = new(output, forTerminal);

    public void Continue()
    {
        // Nothing comes before the first line.
    }

    public void Write(ActivityLogEntry entry)
    {
        var json = _entries.Json;
        json.WriteStartObject();
        json.WriteString("@timestamp", Field.TimeOf(entry));
        Text(json, "message", entry.Message);
        Object(json, "ecs", ("version", Version));
        WriteEvent(json, entry);
        WriteHttp(json, entry);
        WriteUrl(json, entry.Endpoint);
        WriteSource(json, entry.ClientIp);
        Object(json, "user", ("id", entry.Actor?.Id), ("name", entry.Actor?.Name));
        WriteLabels(json, entry);
        json.WriteEndObject();
        _entries.End();
        output.Write("\n"u8);
    }

    public void Complete()
    {
        // Nothing comes after the last line.
    }

    public void Dispose() => _entries.Dispose();

    private static void WriteEvent(Utf8JsonWriter json, ActivityLogEntry entry)
    {
        var vendor = Field.VendorOf(entry);
        json.WriteStartObject("event");
        json.WriteString("kind", "event");
        json.WriteString("id", entry.Id);
        json.WriteString("module", vendor);
        json.WriteString("dataset", vendor + ".activity_log");
        json.WriteString("outcome", Field.OutcomeOf(entry));
        Text(json, "action", entry.Action);
        if (!entry.Raw.IsEmpty)
        {
            json.WriteString("original", entry.Raw.Span);
        }

        json.WriteEndObject();
    }

    private static void WriteHttp(Utf8JsonWriter json, ActivityLogEntry entry)
    {
        if (entry is { HttpMethod: null, RequestId: null, StatusCode: null })
        {
            return;
        }

        json.WriteStartObject("http");
        Object(json, "request", ("id", entry.RequestId), ("method", entry.HttpMethod));
        if (entry.StatusCode is { } status)
        {
            json.WriteStartObject("response");
            json.WriteNumber("status_code", status);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteUrl(Utf8JsonWriter json, string? endpoint)
    {
        if (endpoint is not null)
        {
            var (path, query) = EndpointParts.Of(endpoint);
            Object(json, "url", ("original", endpoint), ("path", path), ("query", query));
        }
    }

    // The field for addresses takes nothing else: one document with another text in it is refused whole.
    private static void WriteSource(Utf8JsonWriter json, string? address) => Object(json, "source", (IpText.TryParse(address, out _) ? "ip" : "address", address));

    private static void WriteLabels(Utf8JsonWriter json, ActivityLogEntry entry)
    {
        var meld = entry as MeldActivity;
        Object(
            json,
            "labels",
            ("vendor", Field.VendorOf(entry)),
            ("account", entry.Account),
            ("actor_type", entry.Actor?.Type),
            ("entity_type", entry.Entity?.Type),
            ("entity_id", entry.Entity?.Id),
            ("event_type", meld?.EventType),
            ("customer_id", meld?.CustomerId),
            ("connection_id", meld?.ConnectionId));
    }

    private static void Object(Utf8JsonWriter json, string name, params ReadOnlySpan<(string Name, string? Value)> members)
    {
        var hasBegun = false;
        foreach (var (member, value) in members)
        {
            if (value is not null)
            {
                if (!hasBegun)
                {
                    hasBegun = true;
                    json.WriteStartObject(name);
                }

                json.WriteString(member, value);
            }
        }

        if (hasBegun)
        {
            json.WriteEndObject();
        }
    }

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
