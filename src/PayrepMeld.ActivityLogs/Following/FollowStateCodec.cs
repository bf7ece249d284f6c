using System.Text;
using PayrepMeld.ActivityLogs.Paging;

namespace PayrepMeld.ActivityLogs.Following;

/// <summary>Writes a position as text.</summary>
internal static class FollowStateCodec
{
    private const string Version = "alf1.";
    private const byte Merged = 0xFF;

    // What each known row takes at least: its hash, and its time as the distance from the one before.
    private const int MinRowLength = sizeof(ulong) + 1;

    public static string Encode(FollowState state)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(state.Source is { } vendor ? (byte)vendor : Merged);
        writer.Write(state.Account);
        writer.Write(state.Filters);
        writer.Write((byte)state.Vendors.Count);
        foreach (var lane in state.Vendors)
        {
            Write(writer, lane);
        }

        writer.Flush();
        return CheckedText.Encode(Version, stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    public static FollowState? TryDecode(string text)
    {
        if (CheckedText.TryDecode(Version, text) is not { } bytes)
        {
            return null;
        }

        // The check has held, so this was written by Encode, of this version or by someone who took pains.
        try
        {
            using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
            var source = reader.ReadByte();
            var account = reader.ReadUInt64();
            var filters = reader.ReadUInt64();
            var vendors = new VendorState[reader.ReadByte()];
            for (var i = 0; i < vendors.Length; i++)
            {
                vendors[i] = ReadVendor(reader);
            }

            return vendors.Length == (source == Merged ? 2 : 1) && (source == Merged || Enum.IsDefined((ActivityLogVendor)source))
                ? new FollowState(source == Merged ? null : (ActivityLogVendor)source, account, filters, vendors)
                : null;
        }
        catch (Exception e) when (e is IOException or FormatException)
        {
            return null;
        }
    }

    private static void Write(BinaryWriter writer, VendorState vendor)
    {
        writer.Write((byte)((vendor.HasBegun ? 1 : 0) | (vendor.Watermark is not null ? 2 : 0)));
        writer.Write(vendor.Watermark ?? 0);
        writer.Write(vendor.CompleteFrom);
        writer.Write7BitEncodedInt(vendor.Known.Count);
        var before = 0L;
        foreach (var row in vendor.Known.OrderBy(row => row.Ticks).ThenBy(row => row.Hash))
        {
            writer.Write7BitEncodedInt64(row.Ticks - before);
            writer.Write(row.Hash);
            before = row.Ticks;
        }
    }

    private static VendorState ReadVendor(BinaryReader reader)
    {
        var flags = reader.ReadByte();
        var watermark = reader.ReadInt64();
        var completeFrom = reader.ReadInt64();
        var count = reader.Read7BitEncodedInt();
        if (count < 0 || count > (reader.BaseStream.Length - reader.BaseStream.Position) / MinRowLength)
        {
            throw new FormatException("More rows than the text can hold.");
        }

        var known = new KnownRow[count];
        var ticks = 0L;
        for (var i = 0; i < count; i++)
        {
            ticks += reader.Read7BitEncodedInt64();
            known[i] = new KnownRow(reader.ReadUInt64(), ticks);
        }

        return new VendorState((flags & 1) != 0, (flags & 2) != 0 ? watermark : null, completeFrom, known);
    }
}
