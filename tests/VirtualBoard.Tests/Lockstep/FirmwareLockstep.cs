using RspDebug.VirtualBoard.Core;
using RspDebug.VirtualBoard.Memory;

namespace RspDebug.VirtualBoard.Tests.Lockstep;

/// <summary>Runs one image on QEMU and on a board, and compares all registers after each instruction.</summary>
internal sealed class FirmwareLockstep : IDisposable
{
    private const int SysTick = 15;
    private const uint SysTickVector = 4 * SysTick;
    private const uint SysTickControl = 0xE000_E010, InterruptOfSysTick = 2;
    private const uint FloatContextActive = 4;
    private readonly QemuMachine _qemu;
    private bool _hadFloatContext;
    private readonly uint[] _before = new uint[CpuState.Count], _expected = new uint[CpuState.Count], _actual = new uint[CpuState.Count];

    public FirmwareLockstep(string image)
    {
        foreach (string name in (string[])["reset-state", "systick-time", "priority-bits", "precise-stores"]) Allowances.Require(name);
        _qemu = QemuMachine.Start(image);
        _qemu.SetStepMode(5);
        Board = new Board(new BoardOptions { Processor = new ProcessorOptions { PriorityBits = 8, ImpreciseStores = false } });
        ElfSegments.Load(Board, image);
        Board.Reset();
        CpuState.Read(Board.Processor, _before);

        // R0-R12, APSR and the FP registers are UNKNOWN after reset (B1.5.5): both start from ours.
        _qemu.WriteState(_before, withFloat: true);
    }

    public Board Board { get; }

    public int SysTicks { get; private set; }

    public int NewFloatContexts { get; private set; }

    /// <summary>Steps both; the first difference is described, null means none.</summary>
    public string? Run(int steps)
    {
        Processor cpu = Board.Processor;
        for (int step = 0; step < steps; step++)
        {
            uint pc = cpu.Pc;
            _hadFloatContext = (cpu.Control & FloatContextActive) != 0;
            StepQemu();
            FollowSysTick(cpu);
            cpu.Step();
            CpuState.Read(cpu, _actual);
            AllowNewFloatContext(cpu);
            if (!_expected.AsSpan().SequenceEqual(_actual)) return Report(step, pc);
            _actual.CopyTo(_before, 0);
        }

        return null;
    }

    public void Dispose() => _qemu.Dispose();

    private void StepQemu()
    {
        int tries = Allowances.Has("empty-step") ? 3 : 1;
        do
        {
            _qemu.Step();
            _qemu.ReadState(_expected, withFloat: true);
        }
        while (--tries > 0 && _expected.AsSpan().SequenceEqual(_before));
    }

    // QEMU's SysTick runs on the host's clock, ours on cycles: ours is silenced, and pended where QEMU took it.
    private void FollowSysTick(Processor cpu)
    {
        if (Board.Bus.TryRead(SysTickControl, 4, BusMaster.Debugger, out uint control) && (control & InterruptOfSysTick) != 0)
            Board.Bus.TryWrite(SysTickControl, 4, BusMaster.Debugger, control & ~InterruptOfSysTick);
        Board.Bus.TryRead(SysTickVector, 4, BusMaster.Debugger, out uint handler);
        bool entered = (_expected[CpuState.Xpsr] & 0x1FF) == SysTick && _expected[15] == (handler & ~1u);
        if (entered)
        {
            cpu.Nvic.SetPending(SysTick);
            SysTicks++;
        }
        else cpu.Nvic.ClearPending(SysTick);
    }

    private void AllowNewFloatContext(Processor cpu)
    {
        if (_hadFloatContext || (cpu.Control & FloatContextActive) == 0 || _expected[CpuState.Fpscr] == _actual[CpuState.Fpscr]) return;
        if (!Allowances.IsNewFloatContext(_before[CpuState.Fpscr], _expected[CpuState.Fpscr], _actual[CpuState.Fpscr])) return;
        _qemu.WriteFpscr(_actual[CpuState.Fpscr]);
        _expected[CpuState.Fpscr] = _actual[CpuState.Fpscr];
        NewFloatContexts++;
    }

    private string Report(int step, uint pc)
    {
        Span<byte> code = stackalloc byte[4];
        Board.Bus.Read(pc, code);
        return $"step {step}, pc {pc:x8}, code {Convert.ToHexString(code)}\n" + CpuState.Describe(_before, _expected, _actual);
    }
}
