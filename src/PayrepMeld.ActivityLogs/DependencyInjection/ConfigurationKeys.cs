namespace PayrepMeld.ActivityLogs.DependencyInjection;

/// <summary>The known keys of each section.</summary>
internal static class ConfigurationKeys
{
    private static readonly IReadOnlyList<ConfigurationKey<ActivityLogResilienceOptions>> Resilience =
        [.. ResilienceSettings.All.Select(setting => ConfigurationKey<ActivityLogResilienceOptions>.Parsed(setting.Name, setting.Allowed, showsValue: true, setting.TrySet))];

    private static readonly IReadOnlyList<ConfigurationKey<PayrepOptions>> Payrep =
    [
        ConfigurationKey<PayrepOptions>.Text(nameof(PayrepOptions.Environment), (o, v) => o.Environment = v),
        ConfigurationKey<PayrepOptions>.Parsed(nameof(PayrepOptions.BaseAddress), BaseAddressRules.Allowed, showsValue: false, (o, v) => TryRead(v, uri => o.BaseAddress = uri)),
        ConfigurationKey<PayrepOptions>.Text(nameof(PayrepOptions.Email), (o, v) => o.Email = v),
        ConfigurationKey<PayrepOptions>.Text(nameof(PayrepOptions.Password), (o, v) => o.Password = v),
        ConfigurationKey<PayrepOptions>.Text(nameof(PayrepOptions.Token), (o, v) => o.Token = v),
        ConfigurationKey<PayrepOptions>.Section(nameof(PayrepOptions.Resilience), o => o.Resilience, Resilience),
    ];

    private static readonly IReadOnlyList<ConfigurationKey<MeldOptions>> Meld =
    [
        ConfigurationKey<MeldOptions>.Text(nameof(MeldOptions.Environment), (o, v) => o.Environment = v),
        ConfigurationKey<MeldOptions>.Parsed(nameof(MeldOptions.BaseAddress), BaseAddressRules.Allowed, showsValue: false, (o, v) => TryRead(v, uri => o.BaseAddress = uri)),
        ConfigurationKey<MeldOptions>.Text(nameof(MeldOptions.ApiKey), (o, v) => o.ApiKey = v),
        ConfigurationKey<MeldOptions>.Text(nameof(MeldOptions.Version), (o, v) => o.Version = v),
        ConfigurationKey<MeldOptions>.Section(nameof(MeldOptions.Resilience), o => o.Resilience, Resilience),
    ];

    /// <summary>The keys of one account.</summary>
    public static readonly IReadOnlyList<ConfigurationKey<ActivityLogClientsOptions>> Account =
    [
        ConfigurationKey<ActivityLogClientsOptions>.Section(nameof(ActivityLogClientsOptions.Payrep), o => o.Payrep ??= new PayrepOptions(), Payrep),
        ConfigurationKey<ActivityLogClientsOptions>.Section(nameof(ActivityLogClientsOptions.Meld), o => o.Meld ??= new MeldOptions(), Meld),
    ];

    private static bool TryRead(string text, Action<Uri> set)
    {
        if (!Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out var uri))
        {
            return false;
        }

        set(uri);
        return true;
    }
}
