using System.Reflection;

namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>
/// Stubs of both vendors in WireMock's JSON mapping format: for a WireMock server that runs beside other programs, where the fakes of this package do not reach.
/// The names are those of <see cref="WireMockSituation"/>. A request with other credentials, or an unexpected cursor, matches none of them.
/// </summary>
public static class WireMockStubs
{
    /// <summary>The token that Payrep's stubs expect after <c>Bearer </c>: the one the fakes accept, too.</summary>
    public const string PayrepToken = "payrep-test-token";

    /// <summary>The email that logs in at Payrep's stubs.</summary>
    public const string PayrepEmail = "dashboard@example.com";

    /// <summary>The password of <see cref="PayrepEmail"/>.</summary>
    public const string PayrepPassword = "password";

    /// <summary>The key that Meld's stubs expect after <c>BASIC </c>: the one the fakes accept, too.</summary>
    public const string MeldApiKey = "meld-test-key";

    private const string Root = "WireMock/";

    private static readonly Assembly Own = typeof(WireMockStubs).Assembly;

    /// <summary>The names of all situations, in alphabetical order.</summary>
    public static IReadOnlyList<string> Situations { get; } =
        [.. Own.GetManifestResourceNames().Where(IsStub).Select(name => name[Root.Length..name.LastIndexOf('/')]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The mappings of a situation: the body of one <c>POST /__admin/mappings</c> each.</summary>
    /// <param name="situation">One of <see cref="Situations"/>.</param>
    /// <returns>One JSON object a mapping, in the order in which they are meant to be asked for.</returns>
    /// <exception cref="ArgumentException">There is no such situation.</exception>
    public static IReadOnlyList<string> Read(string situation) => [.. Files(situation).Select(ReadResource)];

    /// <summary>Writes the mappings of a situation, one file each, into a folder of its name; files of the same names are replaced.</summary>
    /// <param name="situation">One of <see cref="Situations"/>.</param>
    /// <param name="mappingsFolder">The folder <c>mappings</c> under a server's root directory, which a server reads with all its folders at start and on <c>POST /__admin/mappings/reset</c>. Created if it is not there.</param>
    /// <returns>The paths of the files, in the order of <see cref="Read"/>.</returns>
    /// <exception cref="ArgumentException">There is no such situation, or the folder's name is empty.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder must not be written to.</exception>
    public static IReadOnlyList<string> Write(string situation, string mappingsFolder)
    {
        ArgumentException.ThrowIfNullOrEmpty(mappingsFolder);
        var written = new List<string>();
        foreach (var name in Files(situation))
        {
            var path = Path.Combine([mappingsFolder, .. name[Root.Length..].Split('/')]);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, ReadResource(name));
            written.Add(path);
        }

        return written;
    }

    private static List<string> Files(string situation)
    {
        ArgumentNullException.ThrowIfNull(situation);
        if (!Situations.Contains(situation, StringComparer.Ordinal))
        {
            throw new ArgumentException($"There are no stubs of the situation '{situation}', but of {string.Join(", ", Situations)}.", nameof(situation));
        }

        return [.. Own.GetManifestResourceNames().Where(name => name.StartsWith($"{Root}{situation}/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    private static string ReadResource(string name)
    {
        using var reader = new StreamReader(Own.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    private static bool IsStub(string name) => name.StartsWith(Root, StringComparison.Ordinal);
}
