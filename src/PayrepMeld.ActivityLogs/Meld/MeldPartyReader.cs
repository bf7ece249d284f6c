using System.Text.Json;
using PayrepMeld.ActivityLogs.Json;

namespace PayrepMeld.ActivityLogs.Meld;

/// <summary>What an actor and an entity are made of.</summary>
internal readonly record struct MeldParty(string? Id, string? Name, string? Type);

/// <summary>Reads actors and entities: few, and in nearly every row, so that the same bytes become the same object.</summary>
internal static class MeldPartyReader
{
    /// <summary>Reads <c>{id, name, type}</c>; anything but an object or null is kept among the additional members.</summary>
    public static T? Read<T>(scoped ref Utf8JsonReader reader, scoped ref RowFields fields, InternTable<T>? table, Func<MeldParty, T> make)
        where T : class
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            if (reader.TokenType != JsonTokenType.Null)
            {
                fields.Keep(ref reader);
            }

            return null;
        }

        return Share(fields.Bytes(ref reader), table, make);
    }

    /// <summary>What the bytes of an object tell.</summary>
    public static T Share<T>(ReadOnlySpan<byte> bytes, InternTable<T>? table, Func<MeldParty, T> make)
        where T : class
    {
        uint hash = 0;
        if (table?.Find(bytes, out hash) is { } known)
        {
            return known;
        }

        var made = make(Parse(bytes));
        table?.Offer(bytes, hash, made);
        return made;
    }

    // The bytes were read before, as part of the row.
    private static MeldParty Parse(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes, JsonText.ReaderOptions);
        reader.Read();
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
            reader.Skip();
        }

        return new MeldParty(id, name, type);
    }
}
