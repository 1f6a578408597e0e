namespace RspDebug.Dwarf.Reading;

/// <summary>A list that grows, for our own value types in the loops that read a whole unit.</summary>
/// <remarks>
/// <c>List&lt;T&gt;</c> belongs to the framework: code that is compiled ahead of time calls it for each item, and the copies that it makes of an item are its own.
/// This is compiled into the loop, and lends its items by reference.
/// </remarks>
internal sealed class PackedList<T>
    where T : struct
{
    private const int FirstCapacity = 16;
    private const int LargestCapacityKept = 64 * 1024;

    private T[] _items = [];

    public int Count { get; private set; }

    /// <summary>The items; the span stays with the memory of before when the list grows.</summary>
    public Span<T> Items => _items.AsSpan(0, Count);

    public ref T this[int index] => ref Items[index];

    public void Add(T item)
    {
        int at = Count;
        if (at == _items.Length) Grow();
        _items[at] = item;
        Count = at + 1;
    }

    /// <summary>Drops the items behind a position; their memory is used again.</summary>
    public void Truncate(int count) => Count = Math.Min(count, Count);

    /// <summary>Empties the list for its next use; memory is kept, but not that of an unusually long one.</summary>
    public void Clear()
    {
        Count = 0;
        if (_items.Length > LargestCapacityKept) _items = [];
    }

    public T[] ToArray() => Items.ToArray();

    private void Grow() => Array.Resize(ref _items, Math.Max(FirstCapacity, 2 * Count));
}
