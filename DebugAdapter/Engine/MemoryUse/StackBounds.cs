namespace RspDebug.DebugAdapter.Engine.MemoryUse;

/// <summary>The main stack.</summary>
/// <param name="Top">Its first value, from the vector table.</param>
/// <param name="Limit">The lowest address it may reach.</param>
/// <param name="LimitFrom">How the limit is known.</param>
internal sealed record StackBounds(uint Top, uint Limit, string LimitFrom)
{
    /// <summary>Bytes between the two.</summary>
    public uint SizeInBytes => Top - Limit;
}
