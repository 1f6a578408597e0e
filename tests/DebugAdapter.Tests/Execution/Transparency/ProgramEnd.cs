using System.Security.Cryptography;
using RspDebug.VirtualBoard;
using RspDebug.DebugAdapter.Tests.Execution.Truth;

namespace RspDebug.DebugAdapter.Tests.Execution.Transparency;

/// <summary>The state that a program has reached: everything of the board that a program can tell, and what it has sent.</summary>
/// <param name="Registers">r0 to r15, xPSR, FPSCR, MSP, PSP, CONTROL, masks, s0 to s31.</param>
/// <param name="Memory">Fingerprint of RAM above the stack pointers' dead space, and of flash.</param>
/// <param name="Sent">What went out over the UART.</param>
internal sealed record ProgramEnd(string Registers, string Memory, string Sent)
{
    private const int FlashSize = 0x1_0000;   // what the firmware fills of it

    /// <summary>Cycles and instructions since power-up: equal when the debugger held no interrupt back.</summary>
    public required string Time { get; init; }

    public static ProgramEnd Of(Board board, string sent)
    {
        var cpu = board.Processor;
        string registers = string.Join(' ', RecordedRun.RegistersOf(cpu).Append(cpu.Msp).Append(cpu.Psp).Append(cpu.Control).Append(cpu.Primask ? 1u : 0)
            .Append(cpu.Basepri).Append(cpu.Faultmask ? 1u : 0).Concat(Enumerable.Range(0, 32).Select(cpu.GetFloatRegister)).Select(r => $"{r:x}"));
        byte[] flash = new byte[FlashSize];
        board.Bus.Read(0, flash);
        return new ProgramEnd(registers, Convert.ToHexString(SHA256.HashData(LiveMemory(board))) + Convert.ToHexString(SHA256.HashData(flash)), sent)
        {
            Time = $"{board.Timeline.Cycles} cycles, {cpu.Instructions} instructions",
        };
    }

    // Below a stack pointer lie the remains of frames that are gone: where an interrupt came in decides what they are, and no program may read them.
    private static byte[] LiveMemory(Board board)
    {
        const uint RamBase = 0x2000_0000, RamSize = 0x4_0000, DeadSize = 0x400;
        byte[] memory = new byte[RamSize];
        board.Bus.Read(RamBase, memory);
        foreach (uint sp in (uint[])[board.Processor.Msp, board.Processor.Psp])
        {
            uint end = sp - RamBase;
            if (end <= memory.Length)
                memory.AsSpan((int)(end - Math.Min(end, DeadSize)), (int)Math.Min(end, DeadSize)).Clear();
        }

        return memory;
    }
}
