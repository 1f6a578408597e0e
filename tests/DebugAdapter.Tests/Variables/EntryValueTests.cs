using RspDebug.DebugAdapter.Engine.Variables;
using RspDebug.DebugAdapter.Engine.Variables.Frames;
using RspDebug.DebugAdapter.Engine.Variables.Locations;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Symbols;
using RspDebug.Dwarf.Unwind;

namespace RspDebug.DebugAdapter.Tests.Variables;

/// <summary>A parameter whose register is used up is what the caller passed, when the caller called this very function.</summary>
public sealed class EntryValueTests
{
    private const uint Passed = 7;

    // After its first instruction, "leaf" has its parameter as DW_OP_entry_value(DW_OP_reg0) alone. "tail_caller" jumps to it: the stack then shows
    // the call of "tail_caller", which passed another value.
    [TestCase("leaf", true)]
    [TestCase("tail_caller", false)]
    public void GetVariables_ParameterOnEntry_IsKnownFromItsOwnCallOnly(string called, bool isKnown)
    {
        FirmwareScope firmware = FirmwareScope.Load("fw-gcc-O2-dwarf5.elf");
        DebugInfo info = firmware.Info;
        CallSite site = info.Units.SelectMany(info.GetFunctions).SelectMany(f => f.CallSites)
            .First(s => s is { Callee: { } callee, IsTailCall: false, Parameters: [var first, ..] } && (DwOp)first.Value.Span[0] is >= DwOp.Breg0 and <= DwOp.Breg0 + 12 && info.GetQualifiedName(callee) == called);
        CodeAddress returnAddress = site.ReturnAddress, pc = info.FindFunctions("leaf").Single().EntryPoint + 4;
        RegisterSet registers = RegisterSet.FromLive(Enumerable.Range(0, 12).Select(r => KeyValuePair.Create(CoreRegister.R0 + r, Passed)));
        FramePlace caller = new(returnAddress, new CodeAddress(returnAddress.Value - 1), registers, null);
        FramePlace frame = new(pc, pc, RegisterSet.FromLive([]), null, Caller: caller);

        TypedValue value = new FrameScope(info, frame, firmware.Memory).GetVariables().Single(v => v.Variable.Name == "x").Variable.Value;

        Assert.That(value.Location is ValueLocation.Constant, Is.EqualTo(isKnown), value.Location.ToString());
        if (value.Location is ValueLocation.Constant constant) Assert.That(constant.Bytes[0], Is.EqualTo(Passed));
    }
}
