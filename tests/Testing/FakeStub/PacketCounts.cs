namespace RspDebug.Testing;

/// <summary>The requests that a stub has seen, by kind: <c>g</c>, <c>m</c>, <c>Z1</c>, <c>vCont;s</c>, <c>qXfer:features</c>, <c>qRcmd</c>...</summary>
public sealed class PacketCounts
{
    private readonly Lock _lock = new();
    private readonly List<string> _requests = [];
    private int _interrupts;

    /// <summary>All requests in order, unescaped, as Latin-1 text.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_lock) return [.. _requests];
        }
    }

    /// <summary>How many requests there were; retransmissions that the stub carried out count too.</summary>
    public int Total
    {
        get
        {
            lock (_lock) return _requests.Count;
        }
    }

    /// <summary>How many 0x03 bytes came.</summary>
    public int Interrupts => Volatile.Read(ref _interrupts);

    /// <summary>How many requests of a kind there were.</summary>
    public int this[string kind] => ByKind().GetValueOrDefault(kind);

    /// <summary>All kinds with their counts.</summary>
    public IReadOnlyDictionary<string, int> ByKind()
    {
        lock (_lock) return _requests.GroupBy(KindOf, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
    }

    /// <summary>Forgets everything: counting starts here.</summary>
    public void Reset()
    {
        lock (_lock) _requests.Clear();
        Volatile.Write(ref _interrupts, 0);
    }

    /// <summary>The kind of a request.</summary>
    public static string KindOf(string request)
    {
        if (request.Length == 0) return "";
        if (request[0] is 'Z' or 'z' && request.Length > 1) return request[..2];
        if (request.StartsWith("vCont;", StringComparison.Ordinal)) return request[..Math.Min(request.Length, 7)];
        if (request.StartsWith("qXfer:", StringComparison.Ordinal)) return string.Join(':', request.Split(':').Take(2));
        if (request[0] is not ('v' or 'q' or 'Q')) return request[..1];
        int end = request.IndexOfAny([':', ';', ',', '?']);
        return end < 0 ? request : request[end] == '?' ? request[..(end + 1)] : request[..end];
    }

    internal int Add(string request)
    {
        lock (_lock)
        {
            _requests.Add(request);
            return _requests.Count;
        }
    }

    internal void AddInterrupt() => Interlocked.Increment(ref _interrupts);
}
