using Microsoft.Extensions.Configuration;

namespace PayrepMeld.ActivityLogs.DependencyInjection;

/// <summary>One known key of a section, and how it is read. Failures never show a value: it may be a secret in the wrong place.</summary>
/// <param name="Name">The key.</param>
/// <param name="Read">Reads it into the options, or adds why not to the failures.</param>
internal sealed record ConfigurationKey<T>(string Name, Action<IConfigurationSection, T, ICollection<string>> Read)
{
    /// <summary>A text.</summary>
    public static ConfigurationKey<T> Text(string name, Action<T, string> set) => Parsed(name, "a text", showsValue: false, (target, text) =>
    {
        set(target, text);
        return true;
    });

    /// <summary>A single value that may not be readable. An empty one counts as not set.</summary>
    public static ConfigurationKey<T> Parsed(string name, string allowed, bool showsValue, Func<T, string, bool> trySet) => new(name, (section, target, failures) =>
    {
        if (section.GetChildren().Any())
        {
            failures.Add($"{section.Path} is a section; allowed: a single value, {allowed}.");
        }
        else if (!string.IsNullOrEmpty(section.Value) && !trySet(target, section.Value))
        {
            failures.Add($"{section.Path} {(showsValue ? $"is {Shown.Text(section.Value)}" : "cannot be read")}; allowed: {allowed}.");
        }
    });

    /// <summary>A section of further keys.</summary>
    public static ConfigurationKey<T> Section<TInner>(string name, Func<T, TInner> get, IReadOnlyList<ConfigurationKey<TInner>> known) =>
        new(name, (section, target, failures) => ConfigurationKey<TInner>.ReadAll(section, get(target), known, failures));

    /// <summary>Reads a whole section; a key that is not known is a failure.</summary>
    public static void ReadAll(IConfigurationSection section, T target, IReadOnlyList<ConfigurationKey<T>> known, ICollection<string> failures)
    {
        if (!string.IsNullOrEmpty(section.Value))
        {
            failures.Add($"{section.Path} is a single value; allowed: a section. {Known(known)}");
        }

        foreach (var child in section.GetChildren())
        {
            if (known.FirstOrDefault(key => string.Equals(key.Name, child.Key, StringComparison.OrdinalIgnoreCase)) is { } found)
            {
                found.Read(child, target, failures);
            }
            else
            {
                failures.Add($"{child.Path} is not a known key. {Known(known)}");
            }
        }
    }

    private static string Known(IEnumerable<ConfigurationKey<T>> known) => $"Known here: {string.Join(", ", known.Select(key => key.Name))}.";
}
