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
                Spread.Of(list.Select(c => c.NanosecondsPerEntry)).Show("N0"),
                Ratio(name, WirePeer.ScanName).Show("0.00"),
                Ratio(name, ReflectionPeer.PeerName).Show("0.00"),
                Bytes(name).Median.ToString("N0", System.Globalization.CultureInfo.InvariantCulture));
        }

        return table.ToString();
    }

    public IEnumerable<Figure> Figures()
    {
        var figures = FiguresOf(SdkPeer.PeerName, "time and status read");

        // Meld's status stands inside details: whoever leaves it alone does not pay for looking.
        return vendor == ActivityLogVendor.Payrep ? figures : [.. figures, .. FiguresOf(AllPeers.SdkTimeOnly, "only the time read")];
    }

    private IEnumerable<Figure> FiguresOf(string name, string what)
    {
        var isPayrep = vendor == ActivityLogVendor.Payrep;
        yield return new Figure($"CPU per entry, x scan ({what})", vendor, 1.35, Ratio(name, WirePeer.ScanName).Median, "0.00");
        yield return new Figure($"CPU per entry, x reflection ({what})", vendor, isPayrep ? 0.70 : 0.45, Ratio(name, ReflectionPeer.PeerName).Median, "0.00");
        yield return new Figure($"bytes allocated per entry ({what})", vendor, isPayrep ? 160 : 700, Bytes(name).Median, "N0");
    }

    private Spread Bytes(string name) => Spread.Of(costs[name].Select(c => c.BytesPerEntry));

    private Spread Ratio(string name, string to) => Spread.Of(costs[name].Zip(costs[to], (a, b) => a.NanosecondsPerEntry / b.NanosecondsPerEntry));
}
