using System.Buffers.Binary;
using PayrepMeld.ActivityLogs.Json;

namespace PayrepMeld.ActivityLogs.Payrep;

/// <summary>What was called, how it ended, and how the time is written. A log has many rows and few of these, so rows share them.</summary>
internal sealed record PayrepShared(string? Method, string? Endpoint, string? Status, int? ResponseCode, TimeShape CreatedAt)
{
    /// <summary>The longest key that is looked for: three texts of some length.</summary>
    public const int MaxKeyLength = 256;

    // Of the code with its flag, of the time's shape, and of kind and length of three texts.
    private const int FixedLength = 5 + 4 + (3 * 2);

    /// <summary>What these tell, as the one object made of them before where it repeats.</summary>
    public static PayrepShared Of(in RowScope scope, JsonScalar method, JsonScalar endpoint, JsonScalar status, int? code, TimeShape createdAt)
    {
        Span<byte> space = stackalloc byte[MaxKeyLength];
        if (scope.Interns is not { PayrepShared: var table } || !TryKey(space, method, endpoint, status, code, createdAt, out var key))
        {
            return new PayrepShared(scope.Share(method), scope.Share(endpoint), scope.Share(status), code, createdAt);
        }

        if (table.Find(key, out var hash) is { } known)
        {
            return known;
        }

        var made = new PayrepShared(scope.Share(method), scope.Share(endpoint), scope.Share(status), code, createdAt);
        table.Offer(key, hash, made);
        return made;
    }

    // Kind and length stand before each text, so that no two have one key.
    private static bool TryKey(Span<byte> space, JsonScalar method, JsonScalar endpoint, JsonScalar status, int? code, TimeShape createdAt, out ReadOnlySpan<byte> key)
    {
        key = default;
        if (method.IsEscaped || endpoint.IsEscaped || status.IsEscaped
            || FixedLength + (long)method.Bytes.Length + endpoint.Bytes.Length + status.Bytes.Length > space.Length)
        {
            return false;
        }

        space[0] = code is null ? (byte)0 : (byte)1;
        BinaryPrimitives.WriteInt32LittleEndian(space[1..], code.GetValueOrDefault());
        BinaryPrimitives.WriteInt32LittleEndian(space[5..], createdAt.Bits);
        var length = 9;
        length += Put(space[length..], method);
        length += Put(space[length..], endpoint);
        length += Put(space[length..], status);
        key = space[..length];
        return true;
    }

    private static int Put(Span<byte> space, JsonScalar scalar)
    {
        space[0] = (byte)scalar.Type;
        space[1] = (byte)scalar.Bytes.Length;
        scalar.Bytes.CopyTo(space[2..]);
        return scalar.Bytes.Length + 2;
    }
}
