namespace RspDebug.DebugAdapter.Engine.Session;

/// <summary>Numbers that the UI holds for things of one stop. Numbers are never used twice, so that a late question is recognised.</summary>
/// <typeparam name="T">What a number stands for.</typeparam>
internal sealed class ReferenceTable<T>(string what)
    where T : class
{
    private readonly Dictionary<int, T> _items = [];
    private int _next = 1;

    /// <summary>Gives a number to an item.</summary>
    public int Add(T item)
    {
        int reference = Reserve();
        Set(reference, item);
        return reference;
    }

    /// <summary>Takes a number for an item that must know it; <see cref="Set"/> follows.</summary>
    public int Reserve() => _next++;

    /// <summary>Puts the item behind its number.</summary>
    public void Set(int reference, T item) => _items.Add(reference, item);

    /// <summary>Finds the item again.</summary>
    /// <exception cref="StaleReferenceException">The number is of an earlier stop, or was never given.</exception>
    public T Get(int reference) => _items.TryGetValue(reference, out T? item) ? item : throw new StaleReferenceException($"{what} {reference}");

    /// <summary>Forgets all: the target runs.</summary>
    public void Clear() => _items.Clear();
}
