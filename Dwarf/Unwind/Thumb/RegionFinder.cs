using RspDebug.Dwarf.Reading;
using static RspDebug.Dwarf.Unwind.Thumb.ThumbInstruction;

namespace RspDebug.Dwarf.Unwind.Thumb;

/// <summary>Tells prologue, body and epilogue apart by instructions alone.</summary>
internal static class RegionFinder
{
    private const int LongestPrologue = 16;
    private const int LongestEpilogue = 8;
    private const int ThumbFramePointer = 7;              // R7 in Thumb code; R11 with AAPCS frame chains
    private const int ArmFramePointer = 11;

    public static CodeRegion Find(CodeAddress pc, ICodeMap map, MemoryProbe probe)
    {
        if (!map.TryGetFunction(pc, out FunctionBounds function) || CodeWindow.TryRead(function, probe) is not { } code)
            return CodeRegion.Unknown;
        if (IsEpilogue(code, (uint)pc.Value))
            return CodeRegion.Epilogue;
        return pc.Value < PrologueEnd(code) ? CodeRegion.Prologue : CodeRegion.Body;
    }

    private static uint PrologueEnd(CodeWindow code)
    {
        uint address = code.Start, end = code.Start;
        for (int i = 0; i < LongestPrologue && code.TryDecode(address, out ThumbInstruction instruction) && !ChangesFlow(instruction); i++)
        {
            address += (uint)instruction.SizeInBytes;
            if (MakesFrame(instruction))
                end = address;
        }
        return end;
    }

    private static bool IsEpilogue(CodeWindow code, uint address)
    {
        bool isUndone = false;
        for (int i = 0; i < LongestEpilogue && code.TryDecode(address, out ThumbInstruction instruction); i++, address += (uint)instruction.SizeInBytes)
        {
            if (instruction is { Kind: ThumbKind.BranchRegister, Rm: Lr } || Pops(instruction, Pc))
                return true;
            if (instruction.Kind is ThumbKind.Branch or ThumbKind.BranchRegister)
                return isUndone && !code.Contains(instruction.Target);
            if (!TakesFrameDown(instruction))
                return false;
            isUndone = true;
        }
        return false;
    }

    private static bool MakesFrame(ThumbInstruction instruction) => instruction.Kind switch
    {
        ThumbKind.StoreMultipleDown or ThumbKind.StoreSinglesDown => instruction.Rn == Sp,
        ThumbKind.Store => instruction is { Rn: Sp, Mode: IndexMode.PreIndexed },
        ThumbKind.AddImmediate => instruction.Rn == Sp && (instruction.Rd is ThumbFramePointer or ArmFramePointer || (instruction.Rd == Sp && instruction.Immediate < 0)),
        ThumbKind.AddRegister or ThumbKind.SubtractRegister => instruction.Rd == Sp,
        _ => false,
    };

    private static bool TakesFrameDown(ThumbInstruction instruction) => instruction.Kind switch
    {
        ThumbKind.LoadMultipleUp or ThumbKind.LoadSinglesUp => instruction.Rn == Sp,
        ThumbKind.Load => instruction is { Rn: Sp, Mode: IndexMode.PostIndexed },
        ThumbKind.AddImmediate when instruction.Rd == Sp => instruction.Rn != Sp || instruction.Immediate > 0,
        ThumbKind.AddImmediate => instruction.Rd == instruction.Rn && instruction.Rd is ThumbFramePointer or ArmFramePointer && instruction.Immediate > 0,
        _ => false,
    };

    private static bool Pops(ThumbInstruction instruction, int register) =>
        instruction.Rn == Sp && ((instruction.Kind == ThumbKind.LoadMultipleUp && (instruction.Mask & 1 << register) != 0) || (instruction.Kind == ThumbKind.Load && instruction.Rd == register));

    private static bool ChangesFlow(ThumbInstruction instruction) => instruction.Kind is >= ThumbKind.Branch or ThumbKind.LoadMultipleUp;
}
