namespace PayrepMeld.ActivityLogs.Tests.Shared;

/// <summary>A folder that goes with the test.</summary>
internal sealed class TempFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("activitylogs-tests-");

    public string this[string file] => Path.Combine(_folder.FullName, file);

    public IEnumerable<string> Files => _folder.GetFiles().Select(f => f.Name).Order(StringComparer.Ordinal);

    public void Dispose() => _folder.Delete(recursive: true);
}
