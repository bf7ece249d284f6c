using System.Text;

namespace PayrepMeld.ActivityLogs.Benchmarks.Log;

/// <summary>A whole log, newest first: finds rows by time and renders pages of them.</summary>
internal sealed class ServedLog
{
    private readonly long[] _ticks;
    private readonly RowTemplate[] _templates;

    public ServedLog(LogSpec spec)
    {
        _ticks = LogTimes.Of(spec);
        _templates = spec.Vendor == ActivityLogVendor.Payrep ? PayrepRows.Templates : MeldRows.Templates;
    }

    public int Count => _ticks.Length;

    public long TicksAt(int index) => _ticks[index];

    /// <summary>The place of the newest row that is older than an instant.</summary>
    public int FirstBefore(long ticks)
    {
        var (low, high) = (0, _ticks.Length);
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (_ticks[middle] < ticks)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }

    /// <summary>A row's length varies with its template; this is enough for any.</summary>
    public static int MostBytes(int rows) => rows * 1024;

    /// <summary>Writes rows with commas between.</summary>
    public int Write(Span<byte> to, int begin, int count)
    {
        var written = 0;
        for (var index = begin; index < begin + count; index++)
        {
            if (index > begin)
            {
                to[written++] = (byte)',';
            }

            written += Template(index).Write(to[written..], index, _ticks[index]);
        }

        return written;
    }

    public byte[] Row(int index)
    {
        var row = new byte[Template(index).Length];
        Write(row, index, 1);
        return row;
    }

    /// <summary>A whole answer as the vendor would give it, for what needs no server.</summary>
    public byte[] Page(ActivityLogVendor vendor, int rows)
    {
        var buffer = new byte[MostBytes(rows)];
        var text = Encoding.UTF8.GetString(buffer, 0, Write(buffer, 0, rows));
        return Encoding.UTF8.GetBytes(vendor == ActivityLogVendor.Payrep
            ? $$"""{"status":true,"response_code":"00","message":"Success","data":[{{text}}]}"""
            : $$"""{"activities":[{{text}}],"count":{{rows}},"remaining":{{Count - rows}}}""");
    }

    private RowTemplate Template(int index) => _templates[RowId.Mixed((ulong)index) % (ulong)_templates.Length];
}
