using System.Buffers.Binary;
using PayrepMeld.ActivityLogs.Json;

namespace PayrepMeld.ActivityLogs.Payrep;

/// <summary>What was called, and how it ended. A log has many rows and few of these, so rows share them.</summary>
internal sealed record PayrepCall(string? Method, string? Endpoint, string? Status, int? ResponseCode)
{
    /// <summary>The longest key that is looked for: three texts of some length.</summary>
    public const int MaxKeyLength = 256;

    // Of the code with its flag, and of kind and length of three texts.
    private const int FixedLength = 5 + (3 * 2);

    /// <summary>The call these scalars tell of, as the one object made of them before where it repeats.</summary>
    public static PayrepCall Of(in RowScope scope, JsonScalar method, JsonScalar endpoint, JsonScalar status, int? code)
    {
        Span<byte> space = stackalloc byte[MaxKeyLength];
        if (scope.Interns is not { PayrepCalls: var calls } || !TryKey(space, method, endpoint, status, code, out var key))
        {
            return new PayrepCall(scope.Share(method), scope.Share(endpoint), scope.Share(status), code);
        }

        if (calls.Find(key, out var hash) is { } known)
        {
            return known;
        }

        var made = new PayrepCall(scope.Share(method), scope.Share(endpoint), scope.Share(status), code);
        calls.Offer(key, hash, made);
        return made;
    }

    // Kind and length stand before each text, so that no two calls have one key.
    private static bool TryKey(Span<byte> space, JsonScalar method, JsonScalar endpoint, JsonScalar status, int? code, out ReadOnlySpan<byte> key)
    {
        key = default;
        if (method.IsEscaped || endpoint.IsEscaped || status.IsEscaped
            || FixedLength + (long)method.Bytes.Length + endpoint.Bytes.Length + status.Bytes.Length > space.Length)
        {
            return false;
        }

        space[0] = code is null ? (byte)0 : (byte)1;
        BinaryPrimitives.WriteInt32LittleEndian(space[1..], code.GetValueOrDefault());
        var length = 5;
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
