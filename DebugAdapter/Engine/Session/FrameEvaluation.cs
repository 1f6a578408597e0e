using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.DebugAdapter.Engine.Variables;
using RspDebug.DebugAdapter.Engine.Variables.Frames;
using RspDebug.Dwarf.Memory;

namespace RspDebug.DebugAdapter.Engine.Session;

/// <summary>One pass of a computation in a frame: names, values and their texts over memory that may still be missing.</summary>
internal sealed class FrameEvaluation
{
    public FrameEvaluation(LoadedImage image, FramePlace? place, ITargetMemory memory)
    {
        Scope = new FrameScope(image.Info, place, memory);
        Inspector = new ValueInspector(Scope, new ElfSymbolNames(image.Info), memory);
    }

    /// <summary>The names of the frame.</summary>
    public FrameScope Scope { get; }

    /// <summary>Evaluates and shows.</summary>
    public ValueInspector Inspector { get; }
}
