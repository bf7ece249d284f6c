using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace PayrepMeld.ActivityLogs.Tests;

public sealed class ConventionTests
{
    private static readonly Assembly Sdk = typeof(IActivityLogClient).Assembly;

    /// <summary>The types people wrote: neither the compiler's nor those a source generator made.</summary>
    private static readonly IReadOnlyList<Type> Written =
    [
        .. Sdk.GetTypes().Where(t => !IsGenerated(t) && t.FullName!.StartsWith("PayrepMeld.", StringComparison.Ordinal)),
    ];

    [Fact]
    public void There_are_types_to_look_at() => Written.Should().HaveCountGreaterThan(40);

    [Fact]
    public void Everything_not_public_is_sealed_static_or_abstract() =>
        Written.Where(t => t is { IsVisible: false, IsClass: true, IsSealed: false, IsAbstract: false }).Should().BeEmpty();

    [Fact]
    public void Public_types_stand_in_the_root_namespace_and_are_sealed_unless_they_are_abstract()
    {
        var visible = Sdk.GetExportedTypes().Where(t => !IsGenerated(t)).ToList();

        visible.Where(t => t.Namespace != "PayrepMeld.ActivityLogs").Should().BeEmpty();
        visible.Where(t => t is { IsClass: true, IsSealed: false, IsAbstract: false }).Should().BeEmpty();
    }

    [Fact]
    public void Async_methods_end_in_Async_and_public_ones_take_a_token_last()
    {
        var methods = Written
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(m => IsAsync(m.ReturnType) && !m.IsSpecialName && !m.Name.Contains('<', StringComparison.Ordinal) && m.GetBaseDefinition().DeclaringType == m.DeclaringType)
            .ToList();

        methods.Should().HaveCountGreaterThan(10);
        methods.Where(m => !m.Name.Split('.')[^1].EndsWith("Async", StringComparison.Ordinal)).Select(Named).Should().BeEmpty();
        methods.Where(m => m.DeclaringType!.IsVisible && m.IsPublic && m.GetParameters().LastOrDefault()?.ParameterType != typeof(CancellationToken)).Select(Named).Should().BeEmpty();
    }

    [Fact]
    public void A_cancellation_token_stands_last() =>
        Written
            .Where(t => !typeof(Delegate).IsAssignableFrom(t))
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(m => !m.Name.Contains('<', StringComparison.Ordinal) && m.GetParameters().SkipLast(1).Any(p => p.ParameterType == typeof(CancellationToken)))
            .Select(Named)
            .Should().BeEmpty();

    [Fact]
    public void Every_public_member_is_documented()
    {
        var file = Path.ChangeExtension(Sdk.Location, ".xml");
        var documented = XDocument.Load(file).Descendants("member").ToDictionary(m => m.Attribute("name")!.Value, StringComparer.Ordinal);
        var missing = PublicSurface.DocumentationIds(Sdk).Where(id => !documented.TryGetValue(id, out var member) || !member.Elements().Any());

        PublicSurface.DocumentationIds(Sdk).Should().HaveCountGreaterThan(100);
        missing.Should().BeEmpty();
    }

    [Fact]
    public void Every_parameter_and_result_of_a_public_method_is_documented()
    {
        var documented = XDocument.Load(Path.ChangeExtension(Sdk.Location, ".xml")).Descendants("member").ToDictionary(m => m.Attribute("name")!.Value, StringComparer.Ordinal);
        var methods = Sdk.GetExportedTypes()
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(m => !m.IsSpecialName && !IsGenerated(m) && m.GetBaseDefinition().DeclaringType == m.DeclaringType)
            .Where(m => documented.TryGetValue(PublicSurface.DocumentationId(m), out var member) && member.Element("inheritdoc") is null);

        foreach (var method in methods)
        {
            var member = documented[PublicSurface.DocumentationId(method)];
            member.Elements("param").Select(p => p.Attribute("name")!.Value).Should().Equal(method.GetParameters().Select(p => p.Name), Named(method));
            (member.Element("returns") is not null).Should().Be(method.ReturnType != typeof(void), Named(method));
        }
    }

    [Fact]
    public void The_vendors_do_not_see_each_other()
    {
        Seen("Payrep").Should().NotContain(t => IsOf(t, "Meld"));
        Seen("Meld").Should().NotContain(t => IsOf(t, "Payrep"));
    }

    [Fact]
    public void Only_the_top_layer_knows_dependency_injection() =>
        Written.Where(t => t.Namespace is not "PayrepMeld.ActivityLogs.DependencyInjection" and not "PayrepMeld.ActivityLogs")
            .Where(t => References(t).Any(r => r.Namespace == "PayrepMeld.ActivityLogs.DependencyInjection"))
            .Should().BeEmpty();

    [Fact]
    public void The_sdk_references_no_more_than_it_says()
    {
        // The platform, and what Microsoft.Extensions.Http, the health checks and Polly.Core bring.
        string[] allowed = ["Polly.Core", "System.", "Microsoft.Extensions."];
#if USE_REFIT
        allowed = [.. allowed, "Refit"];
#endif
        Sdk.GetReferencedAssemblies().Select(a => a.Name!)
            .Where(name => !allowed.Any(a => name == a || (a.EndsWith('.') && name.StartsWith(a, StringComparison.Ordinal))))
            .Should().BeEmpty();
        Sdk.GetReferencedAssemblies().Select(a => a.Name!).Where(name => name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal))
            .Should().BeSubsetOf(
            [
                "Microsoft.Extensions.Configuration.Abstractions", "Microsoft.Extensions.DependencyInjection.Abstractions",
                "Microsoft.Extensions.Diagnostics.HealthChecks", "Microsoft.Extensions.Diagnostics.HealthChecks.Abstractions", "Microsoft.Extensions.Http",
                "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.Options", "Microsoft.Extensions.Options.ConfigurationExtensions",
                "Microsoft.Extensions.Primitives",
            ]);
    }

    private static bool IsAsync(Type type) =>
        typeof(Task).IsAssignableFrom(type) || type == typeof(ValueTask)
        || (type.IsGenericType && type.GetGenericTypeDefinition() is var generic && (generic == typeof(ValueTask<>) || generic == typeof(IAsyncEnumerable<>)));

    private static bool IsGenerated(MemberInfo member) =>
        member.IsDefined(typeof(CompilerGeneratedAttribute)) || member.Name.Contains('<', StringComparison.Ordinal)
        || member.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute)) || (member.DeclaringType is { } outer && IsGenerated(outer));

    private static string Named(MethodInfo method) => $"{method.DeclaringType!.FullName}.{method.Name}";

    private static bool IsOf(Type type, string vendor) => type.Namespace == "PayrepMeld.ActivityLogs." + vendor || IsPublicOf(type, vendor);

    private static bool IsPublicOf(Type type, string vendor) =>
        type.Assembly == Sdk && type.Namespace == "PayrepMeld.ActivityLogs" && Regex.IsMatch(type.Name, $"^I?{vendor}[A-Z]", RegexOptions.None, TimeSpan.FromSeconds(1));

    private static IEnumerable<Type> Seen(string vendor)
    {
        var own = Written.Where(t => IsOf(t, vendor)).ToList();
        own.Should().HaveCountGreaterThan(5);
        return own.SelectMany(References);
    }

    /// <summary>The types a type names: its base, interfaces, members, and what its methods' bodies mention.</summary>
    private static IEnumerable<Type> References(Type type) => TypeReferences.Of(type).Where(t => t.Assembly == Sdk);
}
