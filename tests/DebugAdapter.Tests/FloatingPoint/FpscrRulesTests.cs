using RspDebug.DebugAdapter.Engine.Disassembly;
using RspDebug.DebugAdapter.Engine.FloatingPoint;

namespace RspDebug.DebugAdapter.Tests.FloatingPoint;

/// <summary>
/// Which changes of FPSCR across a step are the program's own. The first group of lines are values measured on a Cortex-M4F model, where
/// "always restore" and "restore unless the instruction is FP" are wrong; restoring any of them makes the program take another branch.
/// </summary>
[TestFixture]
public sealed class FpscrRulesTests
{
    // name | code | xPSR before | xPSR after | PC after - PC | FPSCR before | after | masked | ASPEN,FPCA or - | store base | verdict
    private const string Steps = """
        vmov.f32 opens the context     | b7ee000a | 01000000 | 01000000 | 4   | 00000000 | 01000000 | yes | 1,1 | 0        | FloatingPointInstruction
        vdiv sets IXC                  | 80ee200a | 01000000 | 01000000 | 4   | 01000000 | 01000010 | yes | 1,1 | 0        | FloatingPointInstruction
        vcmp sets NZCV                 | b4ee400a | 01000000 | 01000000 | 4   | 01000010 | 81000010 | yes | 1,1 | 0        | FloatingPointInstruction
        vmsr writes it                 | e1ee100a | 01000000 | 01000000 | 4   | 81000010 | 00000000 | yes | 1,1 | 0        | FloatingPointInstruction
        svc enters, lazy: no change    | 07df     | 01000000 | 0100000b | 100 | 80000010 | 80000010 | yes | 1,1 | 0        | Unchanged
        vadd first in a handler        | 30ee200a | 0100000b | 0100000b | 4   | 80000010 | 01000000 | yes | 1,1 | 0        | FloatingPointInstruction
        bx lr returns from exception   | 7047     | 0100000b | 01000000 | -80 | 61000000 | 80000010 | yes | 1,1 | 0        | ExceptionBoundary
        return from nested, same IPSR  | 7047     | 0100000b | 0100000b | -80 | 61000000 | 80000010 | yes | 1,1 | 0        | PossibleExceptionReturn
        pop pc in a handler            | 80bd     | 0100000b | 0100000b | -80 | 61000000 | 80000010 | yes | 1,1 | 0        | PossibleExceptionReturn
        interrupt taken instead        | 0130     | 01000000 | 0100000f | 900 | 00000000 | 01000000 | no  | 1,1 | 0        | ExceptionBoundary
        adds diverted, same IPSR       | 0130     | 0100000f | 0100000f | 900 | 00000000 | 01000000 | no  | 1,1 | 0        | ExceptionBoundary
        unmasked, context not active   | 0130     | 01000000 | 01000000 | 2   | 00000000 | 01000000 | no  | 1,0 | 0        | HandlersMayHaveRun
        unmasked, no stacking          | 0130     | 01000000 | 01000000 | 2   | 00000000 | 01000000 | no  | 0,1 | 0        | HandlersMayHaveRun
        unmasked, CONTROL unknown      | 0130     | 01000000 | 01000000 | 2   | 00000000 | 01000000 | no  | -   | 0        | HandlersMayHaveRun
        cpsid                          | 72b6     | 01000000 | 01000000 | 2   | 00000000 | 01000000 | yes | 1,1 | 0        | OutsideTheModel
        msr control                    | 80f31488 | 01000000 | 01000000 | 4   | 00000000 | 01000000 | yes | 1,1 | 0        | OutsideTheModel
        wfi                            | 30bf     | 01000000 | 01000000 | 2   | 00000000 | 01000000 | yes | 1,1 | 0        | OutsideTheModel
        store to FPDSCR                | 0160     | 01000000 | 01000000 | 2   | 00000000 | 01000000 | yes | 1,1 | e000ef3c | OutsideTheModel
        store to RAM: a tool           | 0160     | 01000000 | 01000000 | 2   | 01000010 | 00000000 | yes | 1,1 | 20000100 | ToolFault
        adds: a tool                   | 0130     | 01000000 | 01000000 | 2   | 01000010 | 00000000 | yes | 1,1 | 0        | ToolFault
        adds, masked, CONTROL unknown  | 0130     | 01000000 | 01000000 | 2   | 01000010 | 00000000 | yes | -   | 0        | ToolFault
        unmasked but stacked: a tool   | 0130     | 01000000 | 01000000 | 2   | 01000010 | 00000000 | no  | 1,1 | 0        | ToolFault
        bx lr in thread mode: a tool   | 7047     | 01000000 | 01000000 | -80 | 01000010 | 00000000 | yes | 1,1 | 0        | ToolFault
        """;

    [TestCaseSource(nameof(Lines))]
    public void Judge_Step_GivesVerdict(string line)
    {
        string[] f = line.Split('|', StringSplitOptions.TrimEntries);
        const uint Pc = 0x2000;
        Assert.That(ThumbFlow.TryDecode(Pc, Convert.FromHexString(f[1]), out ThumbFlow flow), Is.True);
        var step = new StepObservation
        {
            Instruction = flow,
            XpsrBefore = Hex(f[2]),
            XpsrAfter = Hex(f[3]),
            PcAfter = (uint)(Pc + int.Parse(f[4])),
            FpscrBefore = Hex(f[5]),
            FpscrAfter = Hex(f[6]),
            InterruptsMasked = f[7] == "yes",
            StoreBase = Hex(f[9]),
            ContextAfter = f[8] == "-" ? null : new FpContext(f[8][0] == '1' ? 0xC000_0000 : 0, 0, f[8][2] == '1'),
        };
        Assert.That(FpscrRules.Judge(step).ToString(), Is.EqualTo(f[10]));
    }

    [Test]
    public void Judge_ContextRegistersDiffer_IsNoFault()
    {
        ThumbFlow.TryDecode(0, [0x01, 0x30], out ThumbFlow flow);
        var step = new StepObservation
        {
            Instruction = flow, XpsrBefore = 0, XpsrAfter = 0, PcAfter = 2, FpscrBefore = 0, FpscrAfter = 1, InterruptsMasked = true,
            ContextBefore = new FpContext(0xC000_0001, 0x2000_0000, true), ContextAfter = new FpContext(0xC000_0000, 0x2000_0000, true),
        };
        Assert.That(FpscrRules.Judge(step), Is.EqualTo(FpscrVerdict.ContextChanged));
    }

    private static string[] Lines() => Steps.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static uint Hex(string text) => Convert.ToUInt32(text, 16);
}
