namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>What the fake says in <c>count</c> or <c>remaining</c>.</summary>
public enum CountMode
{
    /// <summary>The truth.</summary>
    Exact = 0,

    /// <summary>Nothing: the field is left out.</summary>
    Absent = 1,

    /// <summary>Null.</summary>
    Null = 2,

    /// <summary>0, always. In <c>remaining</c> that is an end signal where no end is.</summary>
    AlwaysZero = 3,

    /// <summary>-1, always.</summary>
    Negative = 4,

    /// <summary>The truth plus 7: never 0.</summary>
    Wrong = 5,
}
