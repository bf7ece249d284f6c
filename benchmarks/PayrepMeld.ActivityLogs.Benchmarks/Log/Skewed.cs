using System.Globalization;

namespace PayrepMeld.ActivityLogs.Benchmarks.Log;

/// <summary>Picks of which the first are frequent and the last rare.</summary>
internal static class Skewed
{
    private const int Addresses = 40;

    public static T Pick<T>(IReadOnlyList<T> choices, ulong random) => choices[Place(random, choices.Count)];

    public static string Address(ulong random)
    {
        var place = RowId.Mixed((ulong)Place(random, Addresses));
        return string.Create(CultureInfo.InvariantCulture, $"{(place % 2 == 0 ? "197.210" : "102.89")}.{(place >> 8) % 256}.{1 + ((place >> 16) % 254)}");
    }

    private static int Place(ulong random, int count)
    {
        var share = (random & 0xfff) / 4096.0;
        return (int)(share * share * count);
    }
}
