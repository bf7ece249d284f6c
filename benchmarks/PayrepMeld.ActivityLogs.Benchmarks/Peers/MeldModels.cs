namespace PayrepMeld.ActivityLogs.Benchmarks.Peers;

/// <summary>Meld's answer as anyone would write it down; <typeparamref name="TJson"/> is the serializer's own type for any JSON.</summary>
internal sealed class MeldPageModel<TJson>
{
    public List<MeldRowModel<TJson>> Activities { get; set; } = [];

    public int Count { get; set; }

    public int Remaining { get; set; }
}

internal sealed class MeldRowModel<TJson>
{
    public MeldActorModel? Actor { get; set; }

    public TJson? Attributes { get; set; }

    public TJson? Details { get; set; }

    public MeldEntityModel? Entity { get; set; }

    public string Key { get; set; } = "";

    public DateTimeOffset OccurredAt { get; set; }
}

internal sealed class MeldActorModel
{
    public string? Id { get; set; }

    public string? Name { get; set; }

    public string? Type { get; set; }
}

internal sealed class MeldEntityModel
{
    public string? Id { get; set; }

    public string? Type { get; set; }
}
