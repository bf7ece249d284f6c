using System.Buffers.Binary;

namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>
/// A generated activity log of any size: each row is a pure function of the seed and its place, so it costs no memory and is the same
/// everywhere. Busy working hours, quiet nights, a few endpoints and addresses that dominate, bursts of errors, rows that share an instant.
/// </summary>
public sealed class SeededPayrepLog : IVendorLog<PayrepRow>
{
    private static readonly (string Method, string Path)[] Endpoints =
    [
        ("POST", "/api/v1/transfer/api/single_transfer"),
        ("POST", "/api/v1/account/api/name_enquiry"),
        ("POST", "/api/v1/account/api/fetch_accounts"),
        ("POST", "/api/v1/transaction/api/fetch_transactions"),
        ("POST", "/api/v1/account/api/create_account"),
        ("GET", "/api/v1/transfer/api/banks"),
        ("POST", "/api/v1/customer/api/create_customer"),
        ("POST", "/api/v1/transfer/api/bulk_transfer"),
        ("PUT", "/api/v1/customer/api/update_customer"),
        ("GET", "/api/v1/account/api/balance"),
        ("DELETE", "/api/v1/webhook/api/delete_webhook"),
    ];

    private readonly SeededTimes _times;
    private readonly SeededCalls _calls;

    /// <summary>Describes a log; nothing is generated yet.</summary>
    /// <param name="seed">Which of all possible logs.</param>
    /// <param name="count">How many rows, 0 or more.</param>
    /// <param name="from">No row is older, to the microsecond; 2000-01-03 or later.</param>
    /// <param name="to">All rows are older.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative, or the range is empty or too old.</exception>
    public SeededPayrepLog(int seed, long count, DateTimeOffset from, DateTimeOffset to)
    {
        _times = new SeededTimes(seed, count, from, to);
        _calls = new SeededCalls(seed, Endpoints);
    }

    /// <inheritdoc/>
    public long Count => _times.Count;

    /// <inheritdoc/>
    public PayrepRow this[long index]
    {
        get
        {
            var age = _times.Turn(index);
            var ticks = _times.TicksAt(age);
            var (method, path, code, message, address) = _calls.At(age);
            return new PayrepRow
            {
                Id = Id(SeededTimes.High(ticks), _times.Low(age)),
                CreatedAt = new DateTimeOffset(ticks, TimeSpan.Zero),
                Method = method,
                Endpoint = path,
                ResponseCode = code,
                Status = code < 400 ? PayrepStatuses.Success : PayrepStatuses.Error,
                Message = message,
                IpAddress = address,
            };
        }
    }

    /// <inheritdoc/>
    public DateTimeOffset TimeAt(long index) => new(_times.TicksAt(_times.Turn(index)), TimeSpan.Zero);

    /// <inheritdoc/>
    public long IndexOf(string id)
    {
        if (!Guid.TryParseExact(id, "D", out var guid))
        {
            return -1;
        }

        Span<byte> bytes = stackalloc byte[16];
        guid.TryWriteBytes(bytes, bigEndian: true, out _);
        var age = _times.AgeOf(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));
        return age < 0 || !string.Equals(guid.ToString("D"), id, StringComparison.Ordinal) ? -1 : _times.Turn(age);
    }

    private static string Id(ulong high, ulong low)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, high);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], low);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }
}
