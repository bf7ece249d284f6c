using System.Text;

namespace PayrepMeld.ActivityLogs.Benchmarks.Log;

/// <summary>A row's JSON with places of fixed width for what differs from row to row, so that a page is rendered by copying.</summary>
internal sealed class RowTemplate
{
    public const string Id = "{id}";
    public const string RequestId = "{request}";
    public const string Time = "{time}";
    private const int DashedGuid = 36;
    private const int BareGuid = 32;
    private const int TimeLength = 27;

    private readonly byte[] _bytes;
    private readonly bool _idIsBare;
    private readonly int _idAt;
    private readonly int _timeAt;
    private readonly int _requestAt;

    public RowTemplate(string json, bool idIsBare)
    {
        _idIsBare = idIsBare;
        json = json.Replace(Id, new string('I', idIsBare ? BareGuid : DashedGuid), StringComparison.Ordinal)
            .Replace(RequestId, new string('R', DashedGuid), StringComparison.Ordinal)
            .Replace(Time, new string('T', TimeLength), StringComparison.Ordinal);
        _bytes = Encoding.ASCII.GetBytes(json);
        _idAt = json.IndexOf(new string('I', BareGuid), StringComparison.Ordinal);
        _timeAt = json.IndexOf(new string('T', TimeLength), StringComparison.Ordinal);
        _requestAt = json.IndexOf(new string('R', DashedGuid), StringComparison.Ordinal);
    }

    public int Length => _bytes.Length;

    public int Write(Span<byte> to, int index, long ticks)
    {
        _bytes.CopyTo(to);
        RowId.Of(index).TryFormat(to[_idAt..], out _, _idIsBare ? "N" : "D");
        if (_requestAt >= 0)
        {
            RowId.SecondOf(index).TryFormat(to[_requestAt..], out _);
        }

        // "O" has a fast path, and a digit more than the six that are shown.
        new DateTime(ticks, DateTimeKind.Utc).TryFormat(to[_timeAt..], out _, "O");
        to[_timeAt + TimeLength - 1] = (byte)'Z';
        to[_timeAt + TimeLength] = (byte)'"';
        return _bytes.Length;
    }
}
