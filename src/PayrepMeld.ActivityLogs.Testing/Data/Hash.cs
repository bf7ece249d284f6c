namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>Random numbers that are a pure function of a seed and a number (SplitMix64's finisher).</summary>
internal static class Hash
{
    public static ulong Of(int seed, long number, uint purpose = 0)
    {
        unchecked
        {
            var x = (ulong)number + ((ulong)(uint)seed << 32 | purpose) * 0x9E3779B97F4A7C15UL + 0x9E3779B97F4A7C15UL;
            x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
            x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
            return x ^ (x >> 31);
        }
    }
}
