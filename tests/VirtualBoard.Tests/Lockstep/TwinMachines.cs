using System.Buffers.Binary;
using RspDebug.VirtualBoard.Core;
using RspDebug.VirtualBoard.Memory;

namespace RspDebug.VirtualBoard.Tests.Lockstep;

/// <summary>QEMU and a board that get the same memory and registers and are stepped together.</summary>
internal sealed class TwinMachines : IDisposable
{
    private const uint CoprocessorAccess = 0xE000_ED88;
    private readonly QemuMachine _qemu = QemuMachine.Start(null);
    private readonly Board _board = new(new BoardOptions { Processor = new ProcessorOptions { PriorityBits = 8, ImpreciseStores = false } });

    /// <summary>Fills the memory of both and opens the FPU. Not in the constructor: a failure here must still end QEMU.</summary>
    public void Prepare(Random random)
    {
        _qemu.SetStepMode(7);
        byte[] vectors = new byte[64];
        for (int k = 0; k < 16; k++) BinaryPrimitives.WriteUInt32LittleEndian(vectors.AsSpan(4 * k), TestLayout.Handler | 1);
        Write(0, vectors);
        _board.Reset();
        Write(TestLayout.Handler, [0x70, 0x47]);
        byte[] data = new byte[TestLayout.DataSize];
        random.NextBytes(data);
        Write(TestLayout.Data, data);
        byte[] pointers = new byte[TestLayout.PointersSize];
        for (int k = 0; k < pointers.Length; k += 4)
            BinaryPrimitives.WriteUInt32LittleEndian(pointers.AsSpan(k), TestLayout.Code + (uint)(random.Next(0x400) * 2) + (random.Next(16) == 0 ? 0u : 1));
        Write(TestLayout.Pointers, pointers);
        OpenFloatContext();
    }

    public Processor Cpu => _board.Processor;

    public uint[] Before { get; } = new uint[CpuState.Count];

    public uint[] Expected { get; } = new uint[CpuState.Count];

    public uint[] Actual { get; } = new uint[CpuState.Count];

    public void Write(uint address, ReadOnlySpan<byte> bytes)
    {
        _qemu.WriteMemory(address, bytes);
        _board.Load(address, bytes);
    }

    /// <summary>Gives both sides <see cref="Before"/>.</summary>
    public void SetState(bool withFloat)
    {
        _qemu.WriteState(Before, withFloat);
        CpuState.Write(Cpu, Before.AsSpan(0, withFloat ? CpuState.Count : CpuState.CoreCount));
    }

    /// <summary>One step on both; null when all compared registers are equal.</summary>
    public string? Step(bool withFloat)
    {
        int count = withFloat ? CpuState.Count : CpuState.CoreCount;
        _qemu.Step();
        _qemu.ReadState(Expected, withFloat);
        Cpu.Step();
        CpuState.Read(Cpu, Actual.AsSpan(0, count));
        return Expected.AsSpan(0, count).SequenceEqual(Actual.AsSpan(0, count)) ? null
            : CpuState.Describe(Before.AsSpan(0, count), Expected.AsSpan(0, count), Actual.AsSpan(0, count));
    }

    /// <summary>First difference in the data area, or null.</summary>
    public string? CompareData()
    {
        byte[] mine = new byte[512];
        for (uint at = TestLayout.Data; at < TestLayout.Data + TestLayout.DataSize; at += (uint)mine.Length)
        {
            byte[] theirs = _qemu.ReadMemory(at, mine.Length);
            _board.Bus.Read(at, mine);
            int same = theirs.AsSpan().CommonPrefixLength(mine);
            if (same != mine.Length) return $"memory at {at + (uint)same:x8}: QEMU {theirs[same]:x2}, ours {mine[same]:x2}";
        }

        return null;
    }

    public void Dispose() => _qemu.Dispose();

    /// <summary>Executes one instruction on both with the current registers, for its side effect.</summary>
    public void Execute(ReadOnlySpan<byte> code)
    {
        Write(TestLayout.Prelude, code);
        Before[15] = TestLayout.Prelude;
        Before[CpuState.Xpsr] = 1 << 24;
        SetState(withFloat: false);
        string? difference = Step(withFloat: false);
        Assert.That(difference, Is.Null, difference);
    }

    // str r0, [r1] opens CPACR (QEMU ignores a debugger's write there), vmov s0, r0 sets CONTROL.FPCA: it stays set from here on.
    private void OpenFloatContext()
    {
        Before[0] = 0x00F0_0000;
        Before[1] = CoprocessorAccess;
        Before[13] = TestLayout.Data + (TestLayout.DataSize / 2);
        Execute([0x08, 0x60]);
        Execute([0x00, 0xEE, 0x10, 0x0A]);
    }
}
