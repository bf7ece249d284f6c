namespace PayrepMeld.ActivityLogs.Paging;

/// <summary>
/// Notices that a vendor leads a read in a circle, however large, by Brent's algorithm: one cursor is kept, replaced after 1, 2, 4, 8 ...
/// pages, and meeting it again means a circle.
/// </summary>
internal sealed class CycleGuard(RowCursor? start)
{
    private RowCursor? _anchor = start;
    private long _pages;
    private long _until = 1;

    public bool ComesAround(RowCursor next)
    {
        if (_anchor == next)
        {
            return true;
        }

        if (++_pages == _until)
        {
            _anchor = next;
            _pages = 0;
            _until *= 2;
        }

        return false;
    }
}
