using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using PayrepMeld.ActivityLogs.Http;
using Refit;

namespace PayrepMeld.ActivityLogs.Tests.Transport;

/// <summary>
/// Calls every method of an interface with distinct values and compares what went out with what the method's attributes say. Returns
/// what differs, a line each.
/// </summary>
internal static class ContractCheck
{
    private static readonly Uri Base = new("https://vendor.test/prefix");

    public static async Task<IReadOnlyList<string>> RunAsync<TApi>(ActivityLogVendor vendor, Func<HttpClient, TApi> create)
        where TApi : class
    {
        var findings = new List<string>();
        var methods = typeof(TApi).GetMethods();
        if (methods.Length == 0)
        {
            findings.Add($"{typeof(TApi).Name} has no methods");
        }

        foreach (var method in methods)
        {
            var wire = new WireStub(_ => Answer(vendor, method));
            using var client = SdkStack.Bare(vendor, wire, Base);
            await CheckAsync(create(client), method, wire, line => findings.Add($"{method.Name}: {line}"));
        }

        return findings;
    }

    private static async Task CheckAsync(object api, MethodInfo method, WireStub wire, Action<string> report)
    {
        var (verb, path) = method.GetCustomAttribute<GetAttribute>() is { } get ? ("GET", get.Path)
            : method.GetCustomAttribute<PostAttribute>() is { } post ? ("POST", post.Path)
            : default;
        if (verb is null)
        {
            report("neither Get nor Post");
            return;
        }

        var query = new List<string>();
        object? body = null;
        var options = new Dictionary<string, object?>(StringComparer.Ordinal);
        var arguments = method.GetParameters().Select((parameter, i) =>
        {
            if (parameter.ParameterType == typeof(CancellationToken))
            {
                return CancellationToken.None;
            }

            var value = Distinct(parameter.ParameterType, i);
            if (parameter.GetCustomAttribute<BodyAttribute>() is not null)
            {
                body = value;
            }
            else if (parameter.GetCustomAttribute<PropertyAttribute>() is { } property)
            {
                options[property.Key!] = value;
            }
            else if (parameter.GetCustomAttribute<QueryAttribute>() is not null
                && parameter.GetCustomAttribute<AliasAsAttribute>() is { } alias
                && value is string text)
            {
                query.Add($"{alias.Name}={Uri.EscapeDataString(text)}");
            }
            else
            {
                report($"{parameter.Name} carries none of the known attributes");
            }

            return value;
        }).ToArray();

        await (Task)method.Invoke(api, arguments)!;
        if (wire.Sent is not [var sent])
        {
            report($"{wire.Sent.Count} requests sent");
            return;
        }

        Compare(report, "verb", verb, sent.Method);
        Compare(report, "path", Base.AbsolutePath + path, sent.Address.AbsolutePath);
        Compare(report, "query", query.Count == 0 ? "" : "?" + string.Join('&', query), sent.Address.Query);
        Compare(report, "content type", body is null ? null : "application/json", sent.ContentType);
        Compare(report, "body", body is null ? "" : Lines(Expected(body)), body is null ? sent.BodyText : Lines(Actual(sent.BodyText)));
        foreach (var (key, value) in options)
        {
            Compare(report, key, Convert.ToString(value, CultureInfo.InvariantCulture), Convert.ToString(sent.Options.GetValueOrDefault(key), CultureInfo.InvariantCulture));
        }

        if (sent.Options.ContainsKey(RequestProperties.IncludeRawKey) && !options.ContainsKey(RequestProperties.IncludeRawKey))
        {
            report("IncludeRaw is set where the attributes do not name it");
        }
    }

    private static void Compare(Action<string> report, string what, string? expected, string? actual)
    {
        if (expected != actual)
        {
            report($"{what}: `{actual}` instead of `{expected}`");
        }
    }

    private static HttpResponseMessage Answer(ActivityLogVendor vendor, MethodInfo method) =>
        vendor == ActivityLogVendor.Meld ? WireStub.Json("""{"activities":[],"count":0,"remaining":0}""")
        : method.ReturnType.GenericTypeArguments[0].Name.EndsWith("Page", StringComparison.Ordinal)
            ? WireStub.Payrep("[]")
            : WireStub.Payrep("""{"access":"a.b.c"}""");

    private static object? Distinct(Type type, int seed)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
        {
            // What a query or a JSON text has to escape, and what it must not.
            return $"v{seed} +/&=?#%25\"é<";
        }

        if (type == typeof(bool))
        {
            return true;
        }

        if (type == typeof(int))
        {
            return 1000 + seed;
        }

        if (type == typeof(IReadOnlyDictionary<string, string>))
        {
            return new Dictionary<string, string>(StringComparer.Ordinal) { [$"key{seed}"] = $"value+{seed}" };
        }

        var instance = Activator.CreateInstance(type)!;
        var index = seed * 100;
        foreach (var property in type.GetProperties())
        {
            property.SetValue(instance, Distinct(property.PropertyType, ++index));
        }

        return instance;
    }

    private static Dictionary<string, string> Expected(object body) => body.GetType().GetProperties().ToDictionary(
        p => p.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? $"{p.Name} has no JsonPropertyName",
        p => Text(p.GetValue(body)),
        StringComparer.Ordinal);

    private static Dictionary<string, string> Actual(string json)
    {
        using var document = JsonDocument.Parse(json.Length == 0 ? "{}" : json);
        return document.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.ValueKind switch
        {
            JsonValueKind.Object => Text(p.Value.EnumerateObject().ToDictionary(f => f.Name, f => f.Value.GetString()!, StringComparer.Ordinal)),
            JsonValueKind.String => Text(p.Value.GetString()),
            _ => p.Value.GetRawText(),
        }, StringComparer.Ordinal);
    }

    private static string Text(object? value) => value switch
    {
        IReadOnlyDictionary<string, string> map => $"{{{Lines(map)}}}",
        string text => $"\"{text}\"",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Lines(IReadOnlyDictionary<string, string> map) =>
        string.Join("; ", map.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}: {p.Value}"));
}
