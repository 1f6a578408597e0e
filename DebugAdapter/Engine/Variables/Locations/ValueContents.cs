namespace RspDebug.DebugAdapter.Engine.Variables.Locations;

/// <summary>What reading a value came to. The cases below are all there are.</summary>
public abstract record ValueContents
{
    private ValueContents() { }

    /// <summary>Read whole.</summary>
    /// <param name="Bytes">Little-endian, as many as asked for.</param>
    public sealed record Available(ReadOnlyMemory<byte> Bytes) : ValueContents;

    /// <summary>Memory was missing: the owner of the lent memory knows which, and runs the computation again.</summary>
    public sealed record Pending : ValueContents
    {
        /// <summary>The only one.</summary>
        public static readonly Pending Instance = new();
    }

    /// <summary>It cannot be had.</summary>
    /// <param name="Reason">Why, without a final full stop.</param>
    public sealed record Unavailable(string Reason) : ValueContents;

    /// <summary>The compiler kept no trace of it.</summary>
    public sealed record OptimizedOut : ValueContents
    {
        /// <summary>The only one.</summary>
        public static readonly OptimizedOut Instance = new();
    }
}
