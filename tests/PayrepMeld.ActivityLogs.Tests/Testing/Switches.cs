using System.Globalization;
using PayrepMeld.ActivityLogs.Testing;

namespace PayrepMeld.ActivityLogs.Tests.Testing;

/// <summary>Every combination of the switches that paging must survive, and small logs full of ties.</summary>
internal static class Switches
{
    public static readonly DateTimeOffset Noon = new(2026, 4, 15, 12, 0, 0, TimeSpan.Zero);

    public static IEnumerable<Action<FakeVendorOptions>> Combinations()
    {
        foreach (var inclusive in new[] { false, true })
        foreach (var cap in new int?[] { null, 3 })
        foreach (var seed in new int?[] { null, 7 })
        foreach (var reorder in new[] { false, true })
        foreach (var digits in new[] { 0, 3, 6, 9 })
        foreach (var offset in Enum.GetValues<OffsetStyle>())
        {
            yield return options =>
            {
                options.InclusiveCursor = inclusive;
                options.SilentPageCap = cap;
                options.ShortPageSeed = seed;
                options.ReorderEnvelope = options.NumbersAsStrings = options.ExtraFields = reorder;
                options.TimeFormat = new TimeFormat(digits, offset);
            };
        }
    }

    /// <summary>Rows a third of a second apart with many in one instant, not in order.</summary>
    public static IEnumerable<PayrepRow> PayrepRows(int count) => Enumerable.Range(0, count)
        .OrderBy(i => i * 7919 % count)
        .Select(i => new PayrepRow { Id = Id(i), CreatedAt = TimeOf(i), Nanoseconds = i % 3 * 7, Status = i % 4 == 0 ? "error" : "success", Method = i % 3 == 0 ? "GET" : "POST" });

    public static IEnumerable<MeldRow> MeldRows(int count) => Enumerable.Range(0, count)
        .OrderBy(i => i * 7919 % count)
        .Select(i => new MeldRow { Key = Id(i), OccurredAt = TimeOf(i), Nanoseconds = i % 3 * 7, CustomerId = i % 4 == 0 ? "cus_1" : "cus_2" });

    private static string Id(int i) => string.Create(CultureInfo.InvariantCulture, $"id-{i * 31 % 1000:000}-{i}");

    private static DateTimeOffset TimeOf(int i) => Noon.AddTicks(i / 5 * 3_333_333L);
}
