using System.Diagnostics.CodeAnalysis;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Info;

/// <summary>Keeps what was computed lately, up to a total weight; the least recently used goes first.</summary>
internal sealed class RecentCache<TKey, TValue>(long largestWeight, Func<TValue, long> weigh)
    where TKey : notnull
{
    private const int None = -1;

    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, int> _positions = [];

    // A list linked both ways, the newest first; places of what has gone are used again.
    private readonly PackedList<Entry> _entries = new();
    private int _newest = None;
    private int _oldest = None;
    private int _free = None;
    private long _weight;

    /// <summary>The kept value, or what <paramref name="create"/> gives; two threads may create the same value, one is kept.</summary>
    /// <param name="key">The key.</param>
    /// <param name="state">Handed to <paramref name="create"/>, which then need not capture it: most calls find the value.</param>
    /// <param name="create">Makes the value; called without a lock.</param>
    public TValue GetOrAdd<TState>(TKey key, TState state, Func<TKey, TState, TValue> create)
    {
        if (TryGet(key, out TValue? value)) return value;
        TValue created = create(key, state);
        lock (_gate)
        {
            if (_positions.TryGetValue(key, out int other)) return _entries[other].Value;
            Add(key, created);
            // The newest stays even when it alone is too heavy: it is needed right now.
            while (_weight > largestWeight && _newest != _oldest) RemoveOldest();
        }
        return created;
    }

    private bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_gate)
        {
            if (_positions.TryGetValue(key, out int position))
            {
                if (position != _newest)
                {
                    Unlink(position);
                    LinkNewest(position);
                }
                value = _entries[position].Value;
                return true;
            }
        }
        value = default;
        return false;
    }

    private void Add(TKey key, TValue value)
    {
        int position = _free;
        if (position == None)
        {
            position = _entries.Count;
            _entries.Add(default);
        }
        else
        {
            _free = _entries[position].Older;
        }
        _entries[position] = new Entry(key, value);
        _positions.Add(key, position);
        _weight += weigh(value);
        LinkNewest(position);
    }

    private void RemoveOldest()
    {
        int position = _oldest;
        Unlink(position);
        ref Entry entry = ref _entries[position];
        _positions.Remove(entry.Key);
        _weight -= weigh(entry.Value);
        entry = default;
        entry.Older = _free;
        _free = position;
    }

    private void LinkNewest(int position)
    {
        ref Entry entry = ref _entries[position];
        (entry.Newer, entry.Older) = (None, _newest);
        if (_newest == None) _oldest = position;
        else _entries[_newest].Newer = position;
        _newest = position;
    }

    private void Unlink(int position)
    {
        (int newer, int older) = (_entries[position].Newer, _entries[position].Older);
        if (newer == None) _newest = older;
        else _entries[newer].Older = older;
        if (older == None) _oldest = newer;
        else _entries[older].Newer = newer;
    }

    private struct Entry(TKey key, TValue value)
    {
        public readonly TKey Key = key;
        public readonly TValue Value = value;
        public int Newer;
        public int Older;
    }
}
