using System.Numerics;
using System.Runtime.InteropServices;

namespace PayrepMeld.ActivityLogs.Json;

/// <summary>
/// Gives values that repeat as the one object made of them before, found by the bytes they were read from. Bounded whatever it is fed: a fixed
/// number of places, two for each hash, and a doorkeeper, so that only bytes met a second time get one. Safe for many threads without a
/// lock: a place is never changed, only replaced whole, and a lost race costs a value made twice.
/// </summary>
/// <typeparam name="T">What is made of the bytes: immutable, and of those bytes alone.</typeparam>
internal sealed class InternTable<T>
    where T : class
{
    /// <summary>How many values it holds at most.</summary>
    public const int Capacity = 1024;

    private const int Ways = 2;
    private const int Sets = Capacity / Ways;

    private readonly int _maxLength;

    // Whoever writes a log must not be able to choose what shares a place.
    private readonly ulong _seed = (ulong)Random.Shared.NextInt64();
    private readonly Place?[] _places = new Place?[Capacity];
    private readonly uint[] _door = new uint[Capacity];

    /// <param name="maxLength">Longer bytes are never kept.</param>
    public InternTable(int maxLength) => _maxLength = maxLength;

    /// <summary>How many values it holds.</summary>
    public int Count => _places.Count(place => place is not null);

    /// <summary>The value of these bytes, if they were met before, often enough to be remembered.</summary>
    /// <param name="bytes">As received.</param>
    /// <param name="hash">For <see cref="Offer"/>, where there is none.</param>
    public T? Find(ReadOnlySpan<byte> bytes, out uint hash)
    {
        hash = 0;
        if (bytes.Length > _maxLength)
        {
            return null;
        }

        hash = Hash(bytes);
        var set = SetOf(hash);
        return (_places[set] is { } first && first.Is(hash, bytes)) ? first.Value
            : (_places[set + 1] is { } second && second.Is(hash, bytes)) ? second.Value
            : null;
    }

    /// <summary>Remembers what was made of bytes not found, if the doorkeeper has seen them before.</summary>
    public void Offer(ReadOnlySpan<byte> bytes, uint hash, T value)
    {
        if (bytes.Length > _maxLength)
        {
            return;
        }

        ref var seen = ref _door[hash % Capacity];
        if (seen != hash)
        {
            seen = hash;
            return;
        }

        // The newer of the two stays, so that what has fallen out of use goes.
        var set = SetOf(hash);
        _places[set + 1] = _places[set];
        _places[set] = new Place(bytes.ToArray(), hash, value);
    }

    private static int SetOf(uint hash) => (int)((hash >> 16) % Sets) * Ways;

    private uint Hash(ReadOnlySpan<byte> bytes)
    {
        const ulong Factor = 0x9E3779B97F4A7C15;
        var hash = _seed + (ulong)bytes.Length;
        while (bytes.Length >= sizeof(ulong))
        {
            hash = BitOperations.RotateLeft((hash ^ MemoryMarshal.Read<ulong>(bytes)) * Factor, 29);
            bytes = bytes[sizeof(ulong)..];
        }

        ulong tail = 0;
        foreach (var b in bytes)
        {
            tail = (tail << 8) | b;
        }

        hash = (hash ^ tail) * Factor;
        return (uint)((hash ^ (hash >> 29)) * Factor >> 32);
    }

    private sealed class Place(byte[] bytes, uint hash, T value)
    {
        public T Value => value;

        public bool Is(uint otherHash, ReadOnlySpan<byte> other) => hash == otherHash && other.SequenceEqual(bytes);
    }
}
