using RspDebug.DebugAdapter.Engine.Benchmark.Judging;
using RspDebug.RspServer.Targets;

namespace RspDebug.DebugAdapter.Engine.Benchmark.Virtual;

// What goes wrong about FPSCR other than at a step.
internal sealed partial class FaultyTarget
{
    private const uint RoundingMode = 0x0040_0000; // no instruction but VMSR changes it
    private const ulong SystemSpace = 0xE000_0000;
    private int _occasions;

    /// <summary>Writes meant for FPSCR that hit another register.</summary>
    public int WrongWrites { get; private set; }

    private bool IsFpscr(FpscrMistake mistake) => fault.Cause == StepCause.FpscrClobbered && fault.Fpscr == mistake;

    private RegisterDescription Numbered(RegisterDescription register) =>
        register.Number == CortexMRegisters.Fpscr && (IsFpscr(FpscrMistake.Misnumbered) || IsFpscr(FpscrMistake.MisnumberedAndAtStep))
            ? register with { Number = fault.FpscrNumber } : register;

    private RegisterDescription NumberedForWrite(RegisterDescription register)
    {
        RegisterDescription hit = Numbered(register);
        if (hit.Number != register.Number) WrongWrites++;
        return hit;
    }

    private async Task<TargetStop> TamperAtStopAsync(Task<TargetStop> run)
    {
        TargetStop stop = await run.ConfigureAwait(false);
        Tamper();
        return stop;
    }

    private void TamperWhileHalted()
    {
        if (IsFpscr(FpscrMistake.WhileHalted)) Tamper();
    }

    private void Tamper()
    {
        if (++_occasions % fault.EveryNthStep != 0) return;
        host.Use(static board => board.Processor.Fpscr ^= RoundingMode);
        Faults++;
    }
}
