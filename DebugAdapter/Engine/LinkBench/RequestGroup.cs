namespace RspDebug.DebugAdapter.Engine.LinkBench;

/// <summary>Requests that are measured together, one of each in turn.</summary>
internal sealed class RequestGroup
{
    private readonly List<Entry> _requests = [];

    /// <summary>The requests.</summary>
    public IReadOnlyList<Entry> Requests => _requests;

    /// <summary>Adds a kind and size.</summary>
    /// <param name="kind">The packet.</param>
    /// <param name="sizeInBytes">Of what is read or written; 0 for nothing.</param>
    /// <param name="send">Makes one, and ends when it is answered.</param>
    /// <param name="packets">Packets that it takes.</param>
    public void Add(string kind, int sizeInBytes, Func<Task> send, int packets = 1) => _requests.Add(new Entry(new RequestSeries(kind, sizeInBytes) { Packets = packets }, send));

    /// <summary>One kind and size.</summary>
    internal sealed class Entry(RequestSeries series, Func<Task> send)
    {
        public RequestSeries Series { get; } = series;

        public Func<Task> Send { get; } = send;

        /// <summary>Time spent on it so far.</summary>
        public TimeSpan Spent { get; set; }

        /// <summary>The server does not take it.</summary>
        public bool IsRefused { get; set; }
    }
}
