namespace RspDebug.RspServer.Targets;

/// <summary>Kinds of memory (GDB manual, "Memory Map Format").</summary>
public enum MemoryKind
{
    /// <summary>Readable and writable.</summary>
    Ram,

    /// <summary>Readable.</summary>
    Rom,

    /// <summary>Readable, written by <c>vFlash</c> packets.</summary>
    Flash,
}
