using System.Globalization;
using System.Text.Json;

namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>The body of a fetch, read and validated as the vendor documents it.</summary>
internal sealed class PayrepFetch
{
    public IReadOnlyList<KeyValuePair<string, string>> Filters { get; private set; } = [];

    public DateOnly? StartDate { get; private set; }

    public DateOnly? EndDate { get; private set; }

    public string? Search { get; private set; }

    public int? Limit { get; private set; }

    public string? CursorCreatedAt { get; private set; }

    public string? CursorId { get; private set; }

    /// <summary>Reads a body; an empty one asks for the most recent rows.</summary>
    /// <exception cref="PayrepRefusal">It is not valid.</exception>
    public static PayrepFetch Read(JsonElement body)
    {
        var fetch = new PayrepFetch();
        if (body.ValueKind == JsonValueKind.Undefined)
        {
            return fetch;
        }

        foreach (var member in body.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.Null)
            {
                fetch.Take(member);
            }
        }

        if (fetch.CursorId is null != fetch.CursorCreatedAt is null)
        {
            throw new PayrepRefusal(PayrepCodes.MissingField, "cursor_created_at and cursor_id are required together.");
        }

        return fetch;
    }

    private void Take(JsonProperty member)
    {
        switch (member.Name)
        {
            case "filters":
                Filters = member.Value.ValueKind == JsonValueKind.Object
                    ? [.. member.Value.EnumerateObject().Select(filter => KeyValuePair.Create(filter.Name, filter.Value.ToString()))]
                    : throw Invalid(member.Name, "an object");
                break;
            case "start_date":
                StartDate = Date(member);
                break;
            case "end_date":
                EndDate = Date(member);
                break;
            case "search":
                Search = Text(member);
                break;
            case "limit":
                Limit = member.Value.ValueKind == JsonValueKind.Number && member.Value.TryGetInt32(out var limit) && limit > 0
                    ? limit
                    : throw Invalid(member.Name, "a whole number of 1 or more");
                break;
            case "cursor_created_at":
                CursorCreatedAt = Text(member);
                break;
            case "cursor_id":
                CursorId = Text(member);
                break;
        }
    }

    private static DateOnly Date(JsonProperty member) =>
        DateOnly.TryParseExact(Text(member), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw Invalid(member.Name, "a date as YYYY-MM-DD");

    private static string Text(JsonProperty member) =>
        member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : throw Invalid(member.Name, "a text");

    private static PayrepRefusal Invalid(string name, string expected) => new(PayrepCodes.Validation, $"{name} must be {expected}.");
}
