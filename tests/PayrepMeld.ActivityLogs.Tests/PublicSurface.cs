using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace PayrepMeld.ActivityLogs.Tests;

/// <summary>Prints what an assembly shows to others, one line a member, in a fixed order.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly NullabilityInfoContext Nullability = new();

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(bool)] = "bool", [typeof(byte)] = "byte", [typeof(int)] = "int", [typeof(long)] = "long",
        [typeof(double)] = "double", [typeof(string)] = "string", [typeof(object)] = "object",
    };

    public static string Print(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            text.Append(Declaration(type)).Append('\n');
            foreach (var member in Members(type).Where(m => !IsRecord(type) || m is PropertyInfo or ConstructorInfo || !m.IsDefined(typeof(CompilerGeneratedAttribute))).Select(Line).Order(StringComparer.Ordinal))
            {
                text.Append("    ").Append(member).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>The keys of everything that must be documented in the compiler's XML file.</summary>
    public static IEnumerable<string> DocumentationIds(Assembly assembly) =>
        assembly.GetExportedTypes().SelectMany(type => Members(type).Where(m => !IsFromCompiler(m)).Select(DocumentationId).Prepend("T:" + type.FullName));

    public static string DocumentationId(MemberInfo member)
    {
        var (prefix, parameters) = member switch
        {
            MethodBase method => ("M:", method.GetParameters()),
            PropertyInfo property => ("P:", property.GetIndexParameters()),
            FieldInfo => ("F:", []),
            _ => ("E:", Array.Empty<ParameterInfo>()),
        };
        var name = member is ConstructorInfo ? "#ctor" : member.Name;
        var list = parameters.Length == 0 ? "" : $"({string.Join(",", parameters.Select(p => DocumentationName(p.ParameterType)))})";
        return $"{prefix}{member.DeclaringType!.FullName}.{name}{list}";
    }

    private static string DocumentationName(Type type) => type.IsByRef
        ? DocumentationName(type.GetElementType()!) + "@"
        : type.IsGenericType
        ? $"{type.GetGenericTypeDefinition().FullName!.Split('`')[0]}{{{string.Join(",", type.GetGenericArguments().Select(DocumentationName))}}}"
        : type.FullName!;

    private static IEnumerable<MemberInfo> Members(Type type) => type.IsSubclassOf(typeof(Delegate)) ? [] : type.GetMembers(Declared).Where(m => m switch
    {
        { Name: "<Clone>$" or "Deconstruct" } => false,
        MethodInfo method => IsShown(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)),
        ConstructorInfo constructor => IsShown(constructor),
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsShown),
        FieldInfo field => field is { IsPublic: true, IsSpecialName: false } or { IsFamily: true },
        EventInfo => true,
        _ => false,
    });

    private static bool IsShown(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    // What comes by itself: a record's members, and constructors that take nothing.
    private static bool IsFromCompiler(MemberInfo member) =>
        member.IsDefined(typeof(CompilerGeneratedAttribute)) || member.Name is "EqualityContract"
        || (member is ConstructorInfo constructor && (constructor.GetParameters().Length == 0 || IsRecord(member.DeclaringType!)));

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;

    private static string Declaration(Type type)
    {
        var kind = type switch
        {
            { IsInterface: true } => "interface",
            { IsEnum: true } => "enum",
            { IsValueType: true } => "struct",
            _ when type.IsSubclassOf(typeof(Delegate)) => "delegate",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            _ when IsRecord(type) => "sealed record",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        var above = type.GetInterfaces().Except(type.BaseType?.GetInterfaces() ?? []).Select(Name).Order(StringComparer.Ordinal).ToList();
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum) && parent != typeof(MulticastDelegate))
        {
            above.Insert(0, Name(parent));
        }

        return $"{kind} {type.FullName}{(above.Count > 0 && !type.IsEnum ? " : " + string.Join(", ", above) : "")}";
    }

    private static string Line(MemberInfo member) => member switch
    {
        FieldInfo { IsLiteral: true } field => $"const {Name(field.FieldType)} {field.Name} = {Value(field.GetRawConstantValue())}",
        FieldInfo field => $"{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{Name(Nullability.Create(field))} {field.Name}",
        PropertyInfo property => $"{Modifiers(property.GetAccessors(nonPublic: true)[0])}{Name(Nullability.Create(property))} {property.Name} {{ {Accessors(property)} }}",
        ConstructorInfo constructor => $"{Modifiers(constructor)}.ctor({Parameters(constructor)})",
        MethodInfo method => $"{Modifiers(method)}{Name(Nullability.Create(method.ReturnParameter))} {method.Name}({Parameters(method)})",
        _ => member.ToString()!,
    };

    private static string Modifiers(MethodBase method) =>
        (method.IsPublic ? "" : "protected ") + (method.IsStatic ? "static " : "") + method switch
        {
            { DeclaringType.IsInterface: true } or ConstructorInfo => "",
            { IsAbstract: true } => "abstract ",
            MethodInfo info when info.GetBaseDefinition().DeclaringType != info.DeclaringType => info.IsFinal ? "sealed override " : "override ",
            { IsVirtual: true, IsFinal: false } => "virtual ",
            _ => "",
        };

    private static string Accessors(PropertyInfo property)
    {
        var set = property.SetMethod is { } setter && IsShown(setter)
            ? setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init;" : " set;"
            : "";
        return (property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "") + (property.GetMethod is null ? "" : "get;") + set;
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(p =>
        $"{(p.IsOut ? "out " : "")}{Name(Nullability.Create(p))} {p.Name}{(p.HasDefaultValue ? " = " + Value(p.DefaultValue) : "")}"));

    private static string Value(object? value) => value switch
    {
        null => "default",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Name(NullabilityInfo info)
    {
        var type = info.Type;
        var isNullable = info.ReadState == NullabilityState.Nullable || info.WriteState == NullabilityState.Nullable;
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Name(underlying) + "?";
        }

        var name = info.GenericTypeArguments.Length > 0 && !type.IsArray
            ? $"{type.Name.Split('`')[0]}<{string.Join(", ", info.GenericTypeArguments.Select(Name))}>"
            : Name(type);
        return isNullable && !type.IsValueType ? name + "?" : name;
    }

    private static string Name(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword))
        {
            return keyword;
        }

        if (type.HasElementType)
        {
            return Name(type.GetElementType()!) + (type.IsArray ? "[]" : "");
        }

        return type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : type.Name;
    }
}
