using System.Text;

namespace PayrepMeld.ActivityLogs.Paging;

/// <summary>Writes a cursor as text, and reads it back.</summary>
internal static class CursorCodec
{
    private const string Version = "alc1.";
    private const byte Merged = 0xFF;

    private const byte Done = 1;
    private const byte HasAfter = 2;
    private const byte HasCreatedAt = 4;
    private const byte HasFloor = 8;
    private const byte HasCeiling = 16;
    private const byte HasTaken = 32;
    private const byte HasUnplaced = 64;

    // A cursor holds two ids and two times of a vendor, and rarely a page or two of hashes; nothing longer is worth decoding.
    private const int MaxTextLength = 1024 * 1024;

    public static string Encode(CursorState state)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(state.Source is { } vendor ? (byte)vendor : Merged);
            writer.Write(state.Account);
            writer.Write(state.Query);
            writer.Write(state.To.UtcTicks);
            writer.Write((byte)state.Positions.Count);
            foreach (var position in state.Positions)
            {
                Write(writer, position);
            }
        }

        return CheckedText.Encode(Version, stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    public static CursorState? TryDecode(string text) =>
        text.Length <= MaxTextLength && CheckedText.TryDecode(Version, text) is { } bytes ? Decode(bytes) : null;

    // The check has held, so this was written by Encode, of this version or by someone who took pains.
    private static CursorState? Decode(byte[] bytes)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
            var source = reader.ReadByte();
            var account = reader.ReadUInt64();
            var query = reader.ReadUInt64();
            var to = new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero);
            var positions = new VendorPosition[reader.ReadByte()];
            for (var i = 0; i < positions.Length; i++)
            {
                positions[i] = ReadPosition(reader);
            }

            return positions.Length == (source == Merged ? 2 : 1) && (source == Merged || Enum.IsDefined((ActivityLogVendor)source))
                ? new CursorState(source == Merged ? null : (ActivityLogVendor)source, account, query, to, positions)
                : null;
        }
        catch (Exception e) when (e is IOException or ArgumentException or FormatException)
        {
            return null;
        }
    }

    private static void Write(BinaryWriter writer, VendorPosition position)
    {
        var after = position.After;
        writer.Write((byte)(
            (position.IsDone ? Done : 0)
            | (after is not null ? HasAfter : 0)
            | (after?.CreatedAt is not null ? HasCreatedAt : 0)
            | (position.Floor is not null ? HasFloor : 0)
            | (position.Ceiling is not null ? HasCeiling : 0)
            | (position.Taken is not null ? HasTaken : 0)
            | (position.Unplaced is not null ? HasUnplaced : 0)));
        writer.Write((byte)position.Quirks);
        if (after is { } cursor)
        {
            writer.Write(position.LastTicks);
            writer.Write(cursor.Id);
            if (cursor.CreatedAt is { } createdAt)
            {
                writer.Write(createdAt);
            }
        }

        foreach (var cut in new[] { position.Floor, position.Ceiling })
        {
            if (cut is { } ticks)
            {
                writer.Write(ticks);
            }
        }

        writer.Write7BitEncodedInt(position.Delivered?.Length ?? 0);
        writer.Write(position.OldestDelivered);
        WriteHashes(writer, position.Delivered);
        foreach (var hashes in new[] { position.Taken, position.Unplaced })
        {
            if (hashes is not null)
            {
                writer.Write7BitEncodedInt(hashes.Length);
                WriteHashes(writer, hashes);
            }
        }
    }

    private static void WriteHashes(BinaryWriter writer, ulong[]? hashes)
    {
        foreach (var hash in hashes ?? [])
        {
            writer.Write(hash);
        }
    }

    private static VendorPosition ReadPosition(BinaryReader reader)
    {
        var flags = reader.ReadByte();
        if (flags >= HasUnplaced * 2)
        {
            throw new FormatException("It holds what this version does not know.");
        }

        var position = new VendorPosition { IsDone = (flags & Done) != 0, Quirks = (SourceQuirks)reader.ReadByte() };
        if ((flags & HasAfter) != 0)
        {
            position = position with
            {
                LastTicks = reader.ReadInt64(),
                After = new RowCursor(reader.ReadString(), (flags & HasCreatedAt) != 0 ? reader.ReadString() : null),
            };
        }

        position = position with
        {
            Floor = (flags & HasFloor) != 0 ? reader.ReadInt64() : null,
            Ceiling = (flags & HasCeiling) != 0 ? reader.ReadInt64() : null,
        };
        var count = ReadCount(reader);
        return position with
        {
            OldestDelivered = reader.ReadInt64(),
            Delivered = ReadHashes(reader, count),
            Taken = (flags & HasTaken) != 0 ? ReadHashes(reader, ReadCount(reader)) : null,
            Unplaced = (flags & HasUnplaced) != 0 ? ReadHashes(reader, ReadCount(reader)) : null,
        };
    }

    private static int ReadCount(BinaryReader reader) =>
        reader.Read7BitEncodedInt() is >= 0 and <= VendorPosition.MaxDelivered and var count
            ? count
            : throw new FormatException("More rows than a page can hold.");

    private static ulong[]? ReadHashes(BinaryReader reader, int count)
    {
        var hashes = new ulong[count];
        for (var i = 0; i < count; i++)
        {
            hashes[i] = reader.ReadUInt64();
        }

        return count == 0 ? null : hashes;
    }
}
