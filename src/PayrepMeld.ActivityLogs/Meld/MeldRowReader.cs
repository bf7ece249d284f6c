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
        while (fields.MoveNext(ref reader))
        {
            if (JsonText.NameIs(ref reader, "key"u8))
            {
                reader.Read();
                key = fields.CursorText(ref reader, RowCursor.MaxIdLength);
            }
            else if (JsonText.NameIs(ref reader, "occurredAt"u8))
            {
                reader.Read();
                occurredAt = fields.CursorText(ref reader, RowCursor.MaxTimeLength);
            }
            else if (JsonText.NameIs(ref reader, "attributes"u8))
            {
                reader.Read();
                attributes = fields.Copy(ref reader);
            }
            else if (JsonText.NameIs(ref reader, "details"u8))
            {
                reader.Read();
                details = fields.Copy(ref reader);
            }
            else if (JsonText.NameIs(ref reader, "actor"u8))
            {
                reader.Read();
                actor = ReadParty(ref reader, ref fields) is { } party ? new ActivityLogActor(party.Id, party.Name, party.Type) : null;
            }
            else if (JsonText.NameIs(ref reader, "entity"u8))
            {
                reader.Read();
                entity = ReadParty(ref reader, ref fields) is { } party ? new ActivityLogEntity(party.Id, party.Type) : null;
            }
            else
            {
                reader.Read();
                fields.Keep(ref reader);
            }
        }

        if (key is null || occurredAt is null || !Iso8601.TryParse(occurredAt, out var instant))
        {
            return new RowResult<MeldActivity>(
                null,
                key is null ? "It has no usable key." : occurredAt is null ? "It has no usable occurredAt." : "Its occurredAt is not a time of ISO 8601.",
                null);
        }

        var place = new RowPlace(new RowCursor(key, CreatedAt: null), instant.UtcTicks);
        return fields.IsTooDeep
            ? new RowResult<MeldActivity>(null, RowFields.TooDeep, place)
            : new RowResult<MeldActivity>(
                new MeldActivity(key, instant, scope.Account)
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
    private static Party? ReadParty(ref Utf8JsonReader reader, ref RowFields fields)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            if (reader.TokenType != JsonTokenType.Null)
            {
                fields.Keep(ref reader);
            }

            return null;
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
            fields.Skip(ref reader);
        }

        return new Party(id, name, type);
    }

    private readonly record struct Party(string? Id, string? Name, string? Type);
}
