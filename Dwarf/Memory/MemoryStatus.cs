namespace RspDebug.Dwarf.Memory;

/// <summary>What a read of target memory came to.</summary>
public enum MemoryStatus
{
    /// <summary>Read whole.</summary>
    Available,
    /// <summary>Not fetched yet: ask again after the owner has fetched it.</summary>
    Missing,
    /// <summary>The target refused it: asking again gives the same.</summary>
    Unreadable,
}
