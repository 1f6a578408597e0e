using System.Collections.Immutable;

namespace RspDebug.DebugAdapter.Engine.LinkBench;

/// <summary>What <c>bench link</c> measures.</summary>
internal sealed record LinkBenchOptions
{
    /// <summary>Requests of each kind and size.</summary>
    public int Count { get; init; } = 200;

    /// <summary>Longest time for one kind and size; at least <see cref="Least"/> requests are made.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Requests that are made however long they take.</summary>
    public int Least { get; init; } = 8;

    /// <summary>Requests before the count begins.</summary>
    public int WarmUp { get; init; } = 3;

    /// <summary>Sizes of memory accesses in bytes, rising.</summary>
    public ImmutableArray<int> Sizes { get; init; } = [4, 16, 64, 256, 1024, 2048, 4096, 8192, 16384, 32768, 65536];

    /// <summary>RAM that is read and written; it is put back.</summary>
    public uint Ram { get; init; } = 0x2000_0000;

    /// <summary>A command of the server without an effect; null to leave commands out.</summary>
    public string? Command { get; init; }

    /// <summary>
    /// The server says OK to <c>X</c> before it has written (OpenOCD): each is timed until a <c>qC</c> behind it is answered too. Otherwise the time of
    /// a write would be counted with whatever comes next.
    /// </summary>
    public bool WritesAnswerEarly { get; init; }

    /// <summary>Whether memory is written.</summary>
    public bool Writes { get; init; } = true;

    /// <summary>Whether the core is stepped.</summary>
    public bool Steps { get; init; } = true;
}
