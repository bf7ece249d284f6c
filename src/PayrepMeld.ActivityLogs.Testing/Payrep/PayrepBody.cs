using System.Text.Json;

namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>A request's JSON body.</summary>
internal sealed class PayrepBody : IDisposable
{
    private readonly JsonDocument? _document;

    private PayrepBody(JsonDocument? document) => _document = document;

    /// <summary>The body's object, or undefined when there was no body.</summary>
    public JsonElement Root => _document?.RootElement ?? default;

    /// <exception cref="PayrepRefusal">It is not a JSON object, or not declared as JSON.</exception>
    public static PayrepBody Read(FakeRequest request)
    {
        if (request.Body.IsEmpty)
        {
            return new PayrepBody(document: null);
        }

        if (request.Header("Content-Type")?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true)
        {
            throw new PayrepRefusal(PayrepCodes.Validation, "Content-Type must be application/json.");
        }

        try
        {
            var document = JsonDocument.Parse(request.Body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new PayrepBody(document)
                : throw new PayrepRefusal(PayrepCodes.Validation, "The body must be a JSON object.");
        }
        catch (JsonException)
        {
            throw new PayrepRefusal(PayrepCodes.Validation, "The body must be a JSON object.");
        }
    }

    /// <exception cref="PayrepRefusal">There is no such text.</exception>
    public string Required(string name) =>
        Root.ValueKind == JsonValueKind.Object && Root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : throw new PayrepRefusal(PayrepCodes.MissingField, $"{name} is required.");

    public void Dispose() => _document?.Dispose();
}
