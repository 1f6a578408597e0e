using RspDebug.DebugAdapter.Engine.Target;
using RspDebug.DebugAdapter.Engine.Variables;

namespace RspDebug.DebugAdapter.Engine.Session;

/// <summary>What stands behind a row of the variables view that can be expanded.</summary>
/// <param name="FrameId">The frame it belongs to.</param>
internal abstract record VariableNode(int FrameId)
{
    /// <summary>Parameters and local variables, or the parameters alone.</summary>
    public sealed record Locals(int FrameId, bool ArgumentsOnly) : VariableNode(FrameId);

    /// <summary>Variables with static storage: those that only the frame's unit sees, or those of the whole program.</summary>
    public sealed record Statics(int FrameId, bool External) : VariableNode(FrameId);

    /// <summary>The register groups.</summary>
    public sealed record Registers(int FrameId) : VariableNode(FrameId);

    /// <summary>One group of registers.</summary>
    public sealed record RegisterBank(int FrameId, RegisterGroup Group) : VariableNode(FrameId);

    /// <summary>A value with children.</summary>
    public sealed record Value(int FrameId, NamedValue Named) : VariableNode(FrameId);
}
