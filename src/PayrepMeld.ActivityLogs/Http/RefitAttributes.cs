namespace Refit;

// The few attributes of Refit that the vendors' interfaces carry, for the flavour that does not reference its package.

[AttributeUsage(AttributeTargets.Method)]
internal sealed class GetAttribute(string path) : Attribute
{
    public string Path { get; } = path;
}

[AttributeUsage(AttributeTargets.Method)]
internal sealed class PostAttribute(string path) : Attribute
{
    public string Path { get; } = path;
}

[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class BodyAttribute : Attribute;

[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class QueryAttribute : Attribute;

[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class AliasAsAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class PropertyAttribute(string key) : Attribute
{
    public string Key { get; } = key;
}
