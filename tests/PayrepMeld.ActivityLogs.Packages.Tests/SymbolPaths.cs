using System.Collections.Immutable;
using System.IO.Compression;
using System.Reflection.Metadata;

namespace PayrepMeld.ActivityLogs.Packages.Tests;

/// <summary>The paths of the sources that a symbol file names. It keeps them in parts, so that a search of its bytes does not find one.</summary>
internal static class SymbolPaths
{
    public static IReadOnlyList<string> Of(byte[] symbols)
    {
        using var provider = MetadataReaderProvider.FromPortablePdbImage(ImmutableArray.Create(symbols));
        var reader = provider.GetMetadataReader();
        return reader.Documents.Select(d => reader.GetString(reader.GetDocument(d).Name)).ToList();
    }
}

internal static class PackedFile
{
    public static byte[] Read(ZipArchive package, string name)
    {
        using var bytes = new MemoryStream();
        using var file = package.GetEntry(name)!.Open();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }
}
