namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>The order in which a fake lists its rows.</summary>
public enum RowOrder
{
    /// <summary>Newest first; rows of one instant by id (Meld: key) in descending ordinal order, as a database's keyset index has them.</summary>
    NewestFirst = 0,

    /// <summary>As <see cref="NewestFirst"/>, but the rows within each page are shuffled, by a seed of the request's number.</summary>
    ShuffledInPage = 1,

    /// <summary>As given, whatever the times say; an inserted row comes on top. Cursors are places in that list. Not for generated logs.</summary>
    AsGiven = 2,
}
