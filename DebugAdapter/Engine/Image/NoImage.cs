using RspDebug.DebugAdapter.Engine.Execution;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Unwind;

namespace RspDebug.DebugAdapter.Engine.Image;

/// <summary>What stands in for the image when a session has none: nothing is known of the code.</summary>
internal static class NoImage
{
    /// <summary>No functions, no tables: unwinding has the exception frames only.</summary>
    public static UnwindTables UnwindTables { get; } = new() { Code = new EmptyUnwindCode() };

    /// <summary>No lines.</summary>
    public static Execution.ICodeMap CodeMap { get; } = new EmptyCode();

    private sealed class EmptyCode : Execution.ICodeMap
    {
        public IReadOnlyList<(uint Start, uint End)> LongJumps => [];

        public CodePlace? FindPlace(uint pc) => null;

        public FunctionSpan? FindFunction(uint address) => null;
    }

    private sealed class EmptyUnwindCode : Dwarf.Unwind.ICodeMap
    {
        public bool TryGetFunction(CodeAddress address, out FunctionBounds function)
        {
            function = default;
            return false;
        }

        public bool IsCode(CodeAddress address) => false;

        public bool TryRead(TargetAddress address, Span<byte> destination) => false;

        public bool IsEntryPoint(FunctionBounds function) => false;
    }
}
