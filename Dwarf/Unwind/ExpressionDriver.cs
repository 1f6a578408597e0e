using System.Buffers.Binary;
using RspDebug.Dwarf.Location;
using RspDebug.Dwarf.Memory;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Unwind;

/// <summary>Answers what an expression asks of a frame: registers, CFA and memory.</summary>
public static class ExpressionDriver
{
    /// <summary>Runs an expression in a frame until it ends or asks for something that is no part of the frame.</summary>
    /// <param name="evaluator">New, or resumed by the caller with an answer of its own.</param>
    /// <param name="frame">Whose registers and CFA are meant.</param>
    /// <param name="memory">Target memory.</param>
    /// <returns>
    /// Done, OptimizedOut or Refused (also for an unknown register and unreadable memory); NeedsMemory when the memory is not fetched yet;
    /// any other need, which the caller answers with Resume and then calls again.
    /// </returns>
    /// <exception cref="DwarfFormatException">The expression is malformed.</exception>
    public static EvaluationStep Run(ExpressionEvaluator evaluator, UnwindFrame frame, ITargetMemory memory) => Run(evaluator, frame.Registers, frame.Cfa, memory);

    /// <summary>As the other, with the frame in parts.</summary>
    /// <param name="evaluator">New, or resumed by the caller with an answer of its own.</param>
    /// <param name="registers">The frame's registers.</param>
    /// <param name="cfa">The frame's CFA; null when unknown.</param>
    /// <param name="memory">Target memory.</param>
    /// <inheritdoc cref="Run(ExpressionEvaluator, UnwindFrame, ITargetMemory)" path="/returns"/>
    /// <inheritdoc cref="Run(ExpressionEvaluator, UnwindFrame, ITargetMemory)" path="/exception"/>
    public static EvaluationStep Run(ExpressionEvaluator evaluator, RegisterSet registers, TargetAddress? cfa, ITargetMemory memory)
    {
        Span<byte> bytes = stackalloc byte[8];
        EvaluationStep step = evaluator.Run();
        while (true)
        {
            switch (step)
            {
                case EvaluationStep.NeedsRegister need:
                    bytes.Clear();
                    if (!registers.TryReadDwarf(need.DwarfRegister, bytes[..need.SizeInBytes]))
                        return new EvaluationStep.Refused($"Register {need.DwarfRegister} (DWARF number) is not known in this frame");
                    step = evaluator.Resume(BinaryPrimitives.ReadUInt64LittleEndian(bytes));
                    break;
                case EvaluationStep.NeedsCfa when cfa is { } known:
                    step = evaluator.Resume(known.Value);
                    break;
                case EvaluationStep.NeedsMemory need:
                    Span<byte> destination = bytes[..need.SizeInBytes];
                    MemoryStatus status = need.AddressSpace is null or 0 ? memory.TryRead(need.Address, destination) : MemoryStatus.Unreadable;
                    if (status == MemoryStatus.Missing)
                        return step;
                    if (status == MemoryStatus.Unreadable)
                        return new EvaluationStep.Refused($"Memory at {need.Address} cannot be read");
                    step = evaluator.Resume(destination);
                    break;
                default:
                    return step;
            }
        }
    }
}
