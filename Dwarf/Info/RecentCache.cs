using System.Diagnostics.CodeAnalysis;

namespace RspDebug.Dwarf.Info;

/// <summary>Keeps what was computed lately, up to a total weight; the least recently used goes first.</summary>
internal sealed class RecentCache<TKey, TValue>(long largestWeight, Func<TValue, long> weigh)
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value)>> _byKey = [];
    private readonly LinkedList<(TKey Key, TValue Value)> _byUse = [];
    private long _weight;

    /// <summary>The kept value, or what <paramref name="create"/> gives; two threads may create the same value, one is kept.</summary>
    public TValue GetOrAdd(TKey key, Func<TKey, TValue> create)
    {
        if (TryGet(key, out TValue? value)) return value;
        TValue created = create(key);
        lock (_gate)
        {
            if (_byKey.TryGetValue(key, out LinkedListNode<(TKey Key, TValue Value)>? other)) return other.Value.Value;
            _byKey.Add(key, _byUse.AddFirst((key, created)));
            _weight += weigh(created);
            // The newest stays even when it alone is too heavy: it is needed right now.
            while (_weight > largestWeight && _byUse.Count > 1) RemoveOldest();
        }
        return created;
    }

    private bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_gate)
        {
            if (_byKey.TryGetValue(key, out LinkedListNode<(TKey Key, TValue Value)>? node))
            {
                _byUse.Remove(node);
                _byUse.AddFirst(node);
                value = node.Value.Value;
                return true;
            }
        }
        value = default;
        return false;
    }

    private void RemoveOldest()
    {
        (TKey key, TValue value) = _byUse.Last!.Value;
        _byUse.RemoveLast();
        _byKey.Remove(key);
        _weight -= weigh(value);
    }
}
