using RspDebug.DebugAdapter.Engine.Disassembly;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Symbols;

namespace RspDebug.DebugAdapter.Engine.Audit.Breakpoints;

/// <summary>
/// Parameters whose one location is in the frame that the prologue makes: at the function's entry their value is still in a register,
/// and the debug information does not say so.
/// </summary>
internal static class FrameParameters
{
    /// <summary>Name of the first one, when the function begins by pushing a frame; otherwise null.</summary>
    public static string? FindFirst(FunctionInfo function, DebugInfo info)
    {
        if (function.Unit.Language == DwLang.MipsAssembler || !MakesFrame(function.EntryPoint, info.Image))
            return null;
        return info.GetAllScopes(function)
            .Where(scope => scope.FrameDepth == 0)
            .SelectMany(scope => scope.Variables)
            .FirstOrDefault(v => v.IsParameter && IsInFrame(v))?.Name;
    }

    // DW_OP_fbreg below the CFA, which GCC's frame base is: the callee's own part of the frame. LLVM's frame base is a register, and
    // its tables mark the prologue's end.
    private static bool IsInFrame(VariableInfo parameter)
    {
        bool isOneExpression = parameter.Die.TryGet(DwAt.Location, out AttributeValue location) && location.IsBlock;
        if (!isOneExpression || location.AsBlock().Span is not [(byte)DwOp.Fbreg, .. var operand])
            return false;
        return Leb128.TryReadSigned(operand, out long offset, out _) && offset < 0;
    }

    // PUSH, SUB SP, STMDB SP!, STR [SP,#-n]! (ARMv7-M ARM A7.7.101, A7.7.176, A7.7.160, A7.7.161).
    private static bool MakesFrame(CodeAddress entry, ElfImage elf)
    {
        var address = new TargetAddress(entry.Value);
        if (elf.FindSection(address) is not { } section || section.Data.Span[(int)(address.Value - section.Address.Value)..] is not [var low, var high, ..])
            return false;
        uint first = (uint)(low | high << 8);
        return (first & 0xFE00) == 0xB400 || (first & 0xFF80) == 0xB080 || first is 0xE92D or 0xF84D or 0xE96D || (ThumbFlow.Is32Bit(first) && first is 0xF1AD or 0xF2AD);
    }
}
