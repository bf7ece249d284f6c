using System.Text.Json;
using PayrepMeld.ActivityLogs.Json;
using PayrepMeld.ActivityLogs.Paging;

namespace PayrepMeld.ActivityLogs.Meld;

/// <summary>Reads one row of Meld's activity log.</summary>
internal static class MeldRowReader
{
    public static RowResult<MeldActivity> Read(ref Utf8JsonReader reader, in RowScope scope)
    {
        var fields = new RowFields(ref reader, scope);
        string? key = null, occurredAt = null;
        ActivityLogActor? actor = null;
        ActivityLogEntity? entity = null;
        ReadOnlyMemory<byte> attributes = default, details = default;
        bool keyAltered = false, ok = true;
        while (ok && fields.MoveNext(ref reader))
        {
            if (JsonText.NameIs(ref reader, "key"u8))
            {
                reader.Read();
                key = JsonText.Read(ref reader, out keyAltered);
                ok = fields.TrySkip(ref reader);
            }
            else if (JsonText.NameIs(ref reader, "occurredAt"u8))
            {
                reader.Read();
                occurredAt = JsonText.Read(ref reader);
                ok = fields.TrySkip(ref reader);
            }
            else if (JsonText.NameIs(ref reader, "attributes"u8))
            {
                reader.Read();
                ok = fields.TryCopy(ref reader, ref attributes);
            }
            else if (JsonText.NameIs(ref reader, "details"u8))
            {
                reader.Read();
                ok = fields.TryCopy(ref reader, ref details);
            }
            else if (JsonText.NameIs(ref reader, "actor"u8))
            {
                reader.Read();
                ok = TryParty(ref reader, ref fields, out var party);
                actor = party is { } p ? new ActivityLogActor(p.Id, p.Name, p.Type) : null;
            }
            else if (JsonText.NameIs(ref reader, "entity"u8))
            {
                reader.Read();
                ok = TryParty(ref reader, ref fields, out var party);
                entity = party is { } p ? new ActivityLogEntity(p.Id, p.Type) : null;
            }
            else
            {
                reader.Read();
                ok = fields.TryKeep(ref reader);
            }
        }

        var hasPlace = !string.IsNullOrEmpty(key) && !keyAltered;
        var place = hasPlace ? new RowCursor(key!, CreatedAt: null) : (RowCursor?)null;
        var instant = default(DateTimeOffset);
        var problem = !ok ? RowFields.TooDeep
            : !hasPlace ? "It has no usable key."
            : string.IsNullOrEmpty(occurredAt) ? "It has no occurredAt."
            : !Iso8601.TryParse(occurredAt, out instant) ? "Its occurredAt is not a time of ISO 8601."
            : null;
        return problem is not null
            ? new RowResult<MeldActivity>(null, problem, place)
            : new RowResult<MeldActivity>(
                new MeldActivity(key!, instant, scope.Account)
                {
                    ActorValue = actor,
                    EntityValue = entity,
                    AttributesJson = attributes,
                    DetailsJson = details,
                    AdditionalJson = fields.Additional,
                    Raw = scope.RawFrom(fields.Start, ref reader),
                },
                null,
                place);
    }

    /// <summary>Reads <c>{id, name, type}</c>; anything but an object or null is kept among the additional members.</summary>
    private static bool TryParty(ref Utf8JsonReader reader, ref RowFields fields, out Party? party)
    {
        party = null;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return reader.TokenType == JsonTokenType.Null || fields.TryKeep(ref reader);
        }

        string? id = null, name = null, type = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isId = JsonText.NameIs(ref reader, "id"u8);
            var isName = JsonText.NameIs(ref reader, "name"u8);
            var isType = JsonText.NameIs(ref reader, "type"u8);
            reader.Read();
            var text = JsonText.Read(ref reader);
            id = isId ? text : id;
            name = isName ? text : name;
            type = isType ? text : type;
            if (!fields.TrySkip(ref reader))
            {
                return false;
            }
        }

        party = new Party(id, name, type);
        return true;
    }

    private readonly record struct Party(string? Id, string? Name, string? Type);
}
