using PayrepMeld.ActivityLogs.Benchmarks.Peers;
using PayrepMeld.ActivityLogs.Benchmarks.Report;

namespace PayrepMeld.ActivityLogs.Benchmarks.Cpu;

/// <summary>Everyone's cost against the scan's and the reflection's of the same round.</summary>
internal sealed class CpuComparison(ActivityLogVendor vendor, IReadOnlyDictionary<string, List<Cost>> costs)
{
    public string Table()
    {
        var table = new MarkdownTable("approach", "ns/entry", "x scan", "x reflection", "B/entry");
        foreach (var (name, list) in costs)
        {
            table.Add(
                name,
                Spread.Of(list.Select(c => c.Nanoseconds)).Show("N0"),
                Ratio(name, WirePeer.ScanName).Show("0.00"),
                Ratio(name, ReflectionPeer.PeerName).Show("0.00"),
                Bytes(name).Median.ToString("N0", System.Globalization.CultureInfo.InvariantCulture));
        }

        return table.ToString();
    }

    public IEnumerable<Figure> Figures()
    {
        yield return new Figure("CPU per entry, x scan", vendor, 1.35, Ratio(SdkPeer.PeerName, WirePeer.ScanName).Median, "0.00");
        yield return new Figure("CPU per entry, x reflection", vendor, vendor == ActivityLogVendor.Payrep ? 0.70 : 0.45, Ratio(SdkPeer.PeerName, ReflectionPeer.PeerName).Median, "0.00");
        yield return new Figure("bytes allocated per entry", vendor, vendor == ActivityLogVendor.Payrep ? 160 : 700, Bytes(SdkPeer.PeerName).Median, "N0");
    }

    private Spread Bytes(string name) => Spread.Of(costs[name].Select(c => c.BytesPerEntry));

    private Spread Ratio(string name, string to) => Spread.Of(costs[name].Zip(costs[to], (a, b) => a.CpuPerEntry / b.CpuPerEntry));
}
