using System.Collections;
using System.Collections.Immutable;

namespace RspDebug.Dwarf.Symbols;

/// <summary>The addresses of a source line, by rising address: several for inlined copies and template instances.</summary>
public sealed class BreakpointLocations : IReadOnlyList<BreakpointLocation>
{
    private readonly ImmutableArray<BreakpointLocation> _items;

    internal BreakpointLocations(ImmutableArray<BreakpointLocation> items)
    {
        _items = items;
        Miss = BreakpointMiss.None;
    }

    internal BreakpointLocations(BreakpointMiss miss)
    {
        _items = [];
        Miss = miss;
    }

    /// <summary>Why there is no address; <see cref="BreakpointMiss.None"/> when there is one.</summary>
    public BreakpointMiss Miss { get; }

    /// <inheritdoc/>
    public int Count => _items.Length;

    /// <inheritdoc/>
    public BreakpointLocation this[int index] => _items[index];

    /// <inheritdoc/>
    public IEnumerator<BreakpointLocation> GetEnumerator() => ((IEnumerable<BreakpointLocation>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
