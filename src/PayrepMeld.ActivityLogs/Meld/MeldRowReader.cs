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
                    actor = MeldPartyReader.Read(ref reader, ref fields, scope.Interns?.Actors, MakeActor);
                    break;
                case Name.Entity:
                    entity = MeldPartyReader.Read(ref reader, ref fields, scope.Interns?.Entities, MakeEntity);
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

    /// <summary>Reads a row whose members are all known and plain.</summary>
    public static MeldActivity? Scan(ref JsonScan scan, in RowScope scope)
    {
        RowId key = default;
        RowInstant occurredAt = default;
        ReadOnlySpan<byte> attributes = default, details = default, actor = default, entity = default;
        if (!scan.TryTake('{'))
        {
            return null;
        }

        var usual = Name.Actor;
        do
        {
            var member = NameOf(ref scan, ref usual);
            scan.Peek();
            if (member is Name.Key or Name.OccurredAt)
            {
                var text = scan.PeekShortText();
                if (member == Name.Key ? RowId.TryRead(text, out key) : RowInstant.TryRead(text, out occurredAt))
                {
                    scan.Take(text);
                }
                else if (member == Name.OccurredAt || !scan.TryScalar(out var scalar) || !scalar.TryId(out key))
                {
                    return null;
                }
            }
            else if (member == Name.Other || !scan.TrySkip(out var value))
            {
                return null;
            }
            else if (member == Name.Attributes)
            {
                attributes = value[0] == 'n' ? default : value;
            }
            else if (member == Name.Details)
            {
                details = value[0] == 'n' ? default : value;
            }
            else if (value[0] is not ((byte)'{' or (byte)'n'))
            {
                return null;
            }
            else if (member == Name.Actor)
            {
                actor = value[0] == 'n' ? default : value;
            }
            else
            {
                entity = value[0] == 'n' ? default : value;
            }
        }
        while (scan.TryTake(','));

        return scan.TryTake('}') && !key.IsNone && occurredAt.Ticks is { } ticks
            ? new MeldActivity(key, ticks, new EntryOrigin(scope.Account), attributes, details)
            {
                ActorValue = actor.IsEmpty ? null : MeldPartyReader.Share(actor, scope.Interns?.Actors, MakeActor),
                EntityValue = entity.IsEmpty ? null : MeldPartyReader.Share(entity, scope.Interns?.Entities, MakeEntity),
            }
            : null;
    }

    private static ActivityLogActor MakeActor(MeldParty party) => new(party.Id, party.Name, party.Type);

    private static ActivityLogEntity MakeEntity(MeldParty party) => new(party.Id, party.Type);

    /// <summary>The next member's name, which is seldom another than the one that usually comes next.</summary>
    private static Name NameOf(ref JsonScan scan, ref Name usual)
    {
        var name = scan.TryTake(Usual(usual)) ? usual : scan.TryName(out var text) ? NameOf(text) : Name.Other;
        usual = name + 1;
        return name;
    }

    private static ReadOnlySpan<byte> Usual(Name name) => name switch
    {
        Name.Actor => "\"actor\":"u8,
        Name.Attributes => "\"attributes\":"u8,
        Name.Details => "\"details\":"u8,
        Name.Entity => "\"entity\":"u8,
        Name.Key => "\"key\":"u8,
        _ => "\"occurredAt\":"u8,
    };

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

    // In the order the vendor documents.
    private enum Name
    {
        Other,
        Actor,
        Attributes,
        Details,
        Entity,
        Key,
        OccurredAt,
    }
}
