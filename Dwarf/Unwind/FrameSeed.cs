using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Unwind;

/// <summary>What is known of a frame before its way out is planned.</summary>
internal sealed record FrameSeed
{
    public required int Level { get; init; }
    public required uint Pc { get; init; }
    public required bool IsCall { get; init; }
    public required UnwindMethod How { get; init; }
    public required FrameConfidence Confidence { get; init; }
    public required RegisterSet Live { get; init; }
    public required StackBank Stack { get; init; }
    public int? ExceptionNumber { get; init; }
    public ExceptionInfo? Exception { get; init; }
    public string? Note { get; init; }

    // A return address may be the first address of the next function (call that never returns): look inside the call instead.
    public CodeAddress LookupPc => new(IsCall ? unchecked(Pc - 1) : Pc);
}
