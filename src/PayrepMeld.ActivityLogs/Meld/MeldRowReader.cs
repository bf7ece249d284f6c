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
        RowId key = default;
        RowInstant occurredAt = default;
        ActivityLogActor? actor = null;
        ActivityLogEntity? entity = null;
        ReadOnlySpan<byte> attributes = default, details = default;
        while (fields.MoveNext(ref reader))
        {
            var name = NameOf(JsonText.Name(ref reader));
            reader.Read();
            switch (name)
            {
                case Name.Key:
                    key = fields.Id(ref reader);
                    break;
                case Name.OccurredAt:
                    occurredAt = fields.Instant(ref reader);
                    break;
                case Name.Attributes:
                    attributes = fields.Bytes(ref reader);
                    break;
                case Name.Details:
                    details = fields.Bytes(ref reader);
                    break;
                case Name.Actor:
                    actor = MeldPartyReader.Read(ref reader, ref fields, scope.Interns?.Actors, static party => new ActivityLogActor(party.Id, party.Name, party.Type));
                    break;
                case Name.Entity:
                    entity = MeldPartyReader.Read(ref reader, ref fields, scope.Interns?.Entities, static party => new ActivityLogEntity(party.Id, party.Type));
                    break;
                default:
                    fields.Keep(ref reader);
                    break;
            }
        }

        if (key.IsNone || occurredAt.Ticks is not { } ticks)
        {
            return RowResult<MeldActivity>.Unreadable(
                key.IsNone ? "It has no usable key." : occurredAt.IsMissing ? "It has no usable occurredAt." : "Its occurredAt is not a time of ISO 8601.");
        }

        if (fields.IsTooDeep)
        {
            return RowResult<MeldActivity>.Unreadable(RowFields.TooDeep, new RowPlace(new RowCursor(key.ToString(), CreatedAt: null), ticks));
        }

        // The time's text is no part of Meld's cursor, and is not kept.
        return RowResult<MeldActivity>.Of(new MeldActivity(key, ticks, scope.OriginOf(fields, timeText: null, ref reader), attributes, details)
        {
            ActorValue = actor,
            EntityValue = entity,
        });
    }

    private static Name NameOf(ReadOnlySpan<byte> name) => name.Length switch
    {
        3 when name.SequenceEqual("key"u8) => Name.Key,
        5 when name.SequenceEqual("actor"u8) => Name.Actor,
        6 when name.SequenceEqual("entity"u8) => Name.Entity,
        7 when name.SequenceEqual("details"u8) => Name.Details,
        10 when name.SequenceEqual("attributes"u8) => Name.Attributes,
        10 when name.SequenceEqual("occurredAt"u8) => Name.OccurredAt,
        _ => Name.Other,
    };

    private enum Name
    {
        Other,
        Key,
        OccurredAt,
        Actor,
        Entity,
        Attributes,
        Details,
    }
}
