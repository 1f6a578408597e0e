using RspDebug.VirtualBoard.Core;

namespace RspDebug.VirtualBoard.Tests.Lockstep;

/// <summary>Runs one image on QEMU and on a board, and compares all registers after each instruction.</summary>
internal sealed class FirmwareLockstep : IDisposable
{
    private const int SysTick = 15;
    private readonly QemuMachine _qemu;
    private readonly uint[] _before = new uint[CpuState.Count], _expected = new uint[CpuState.Count], _actual = new uint[CpuState.Count];

    public FirmwareLockstep(string image)
    {
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

    /// <summary>Steps both; the first difference is described, null means none.</summary>
    public string? Run(int steps)
    {
        Processor cpu = Board.Processor;
        for (int step = 0; step < steps; step++)
        {
            uint pc = cpu.Pc;
            _qemu.Step();
            _qemu.ReadState(_expected, withFloat: true);
            FollowSysTick(cpu);
            cpu.Step();
            CpuState.Read(cpu, _actual);
            if (!_expected.AsSpan().SequenceEqual(_actual)) return Report(step, pc);
            _actual.CopyTo(_before, 0);
        }

        return null;
    }

    public void Dispose() => _qemu.Dispose();

    // QEMU's SysTick runs on the host's clock, ours on cycles: ours is silenced, and pended where QEMU took it.
    private void FollowSysTick(Processor cpu)
    {
        int theirs = (int)(_expected[CpuState.Xpsr] & 0x1FF);
        if (theirs == SysTick && cpu.Ipsr != SysTick)
        {
            cpu.Nvic.SetPending(SysTick);
            SysTicks++;
        }
        else cpu.Nvic.ClearPending(SysTick);
    }

    private string Report(int step, uint pc)
    {
        Span<byte> code = stackalloc byte[4];
        Board.Bus.Read(pc, code);
        return $"step {step}, pc {pc:x8}, code {Convert.ToHexString(code)}\n" + CpuState.Describe(_before, _expected, _actual);
    }
}
