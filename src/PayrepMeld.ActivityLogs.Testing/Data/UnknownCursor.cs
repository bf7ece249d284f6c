namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>What a fake does with a cursor that names no row it has.</summary>
public enum UnknownCursor
{
    /// <summary>Refuses it: Payrep with code 01, Meld with HTTP 400.</summary>
    Refuse = 0,

    /// <summary>Payrep: goes on from where such a row would stand, by its time and id. Meld, whose key says nothing: begins at the top again.</summary>
    ByValue = 1,
}
