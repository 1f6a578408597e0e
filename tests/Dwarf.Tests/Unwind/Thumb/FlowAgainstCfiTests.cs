using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Frame;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Unwind;
using RspDebug.Dwarf.Unwind.Thumb;

namespace RspDebug.Dwarf.Tests.Unwind.Thumb;

/// <summary>The analysis of instructions against the compiler's own call frame information, at every instruction of every image.</summary>
public sealed class FlowAgainstCfiTests
{
    private const uint EntrySp = 0x2000_8000;

    [TestCaseSource(typeof(TestImages), nameof(TestImages.Cases))]
    public void FindState_EveryInstruction_AgreesWithCallFrameInformation(string path)
    {
        ElfImage image = TestImages.Load(path);
        var map = new ElfCodeMap(image);
        var probe = new MemoryProbe(new RangeMemory(image), map, image.IsBigEndian);
        FrameTable table = FrameTable.Load(image);
        int agreed = 0;
        var wrong = new List<string>();
        foreach (CodeAddress start in table.Starts)
        {
            if (!table.TryFindFde(start, out Fde? fde) || !map.TryGetFunction(start, out FunctionBounds function) || function.Start != start || CodeWindow.TryRead(function, probe) is not { } code)
                continue;
            FunctionFlow flow = FunctionFlow.Run(code, map, SymbolicState.AtEntry);
            foreach (UnwindRow row in CfiInterpreter.GetRows(fde))
            {
                for (uint address = (uint)row.Start.Value; address < row.End.Value; address += 2)
                {
                    if (image.Symbols.GetMapping(new TargetAddress(address)) == MappingKind.Data || flow.FindState(address, out _) is not { } state)
                        continue;
                    if (Agrees(row, state))
                        agreed++;
                    else if (!IsEpilogueWithoutRow(path, code, address, state))
                        wrong.Add($"{address:x} {function.Name}: {row.Cfa}");
                }
            }
        }
        Assert.That(wrong, Is.Empty);
        Assert.That(agreed, Is.GreaterThan(20));
    }

    // Numbers for the symbols: SP on entry is a constant of this test, so every register that is a place on the stack has a value.
    private static bool Agrees(UnwindRow row, SymbolicState state)
    {
        if (row.Cfa is not CfaRule.RegisterOffset cfa)
            return true;
        SymbolicValue register = state.Registers[cfa.DwarfRegister];
        if (register is not { Kind: SymbolKind.Stack, Id: 0 })
            return register is { Kind: SymbolKind.Stack };
        if (EntrySp + register.Number + cfa.OffsetInBytes != EntrySp)
            return false;
        Recovery? ours = new SlotPlaces(state, (uint)(EntrySp + (state.Sp.Id == 0 ? state.Sp.Number : -0x400)), EntrySp).Find(CoreRegister.Lr);
        return row.Registers.TryGetValue(14, out RegisterRule? rule) && rule is RegisterRule.Offset offset
            ? ours == Recovery.FromMemory((ulong)(EntrySp + offset.FromCfaInBytes))
            : ours is null || ours == Recovery.FromRegister(CoreRegister.Lr) || rule is RegisterRule.Undefined;
    }

    // LLVM writes no rows for epilogues: there, and in code behind one in the middle of a function, the row of the body stands.
    private static bool IsEpilogueWithoutRow(string path, CodeWindow code, uint address, SymbolicState state)
    {
        if (!Path.GetFileName(path).Contains("clang", StringComparison.Ordinal))
            return false;
        if (state.Sp == SymbolicValue.Stack(0, 0) && state.Registers[ThumbInstruction.Lr] == SymbolicValue.Entry(CoreRegister.Lr))
            return true;
        for (int i = 0; i < 6 && code.TryDecode(address, out ThumbInstruction instruction); i++, address += (uint)instruction.SizeInBytes)
        {
            if (instruction.Kind is ThumbKind.BranchRegister || (instruction.Kind == ThumbKind.Branch && !code.Contains(instruction.Target)) || (instruction.Kind == ThumbKind.LoadMultipleUp && (instruction.Mask & 0x8000) != 0))
                return state.Sp.Id == 0 && state.Sp.Number <= 0;
        }
        return false;
    }
}
