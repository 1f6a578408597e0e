using System.Buffers.Binary;
using RspDebug.VirtualBoard.Core;
using RspDebug.VirtualBoard.Memory;

namespace RspDebug.VirtualBoard.Tests;

/// <summary>A board with a few halfwords of code at 0x100, and for each exception a handler of its own that returns at once.</summary>
internal static class TestBoard
{
    public const uint Code = 0x100;
    public const uint StackTop = 0x2001_0000;
    private const ushort BranchToLink = 0x4770;

    /// <summary>First instruction of the handler of an exception.</summary>
    public static uint Handler(int exception) => 0x1000 + (uint)(0x40 * exception);

    public static Board Create(params ushort[] code) => Create(new ProcessorOptions(), code);

    public static Board Create(ProcessorOptions options, params ushort[] code)
    {
        Board board = new(new BoardOptions { Processor = options });
        SetWord(board, 0, StackTop);
        SetWord(board, 4, Code | 1);
        for (int exception = 2; exception < 64; exception++)
        {
            SetWord(board, (uint)(4 * exception), Handler(exception) | 1);
            SetCode(board, Handler(exception), BranchToLink);
        }

        SetCode(board, Code, code);
        board.Reset();
        return board;
    }

    public static void SetCode(Board board, uint address, params ushort[] code)
    {
        byte[] bytes = new byte[2 * code.Length];
        for (int k = 0; k < code.Length; k++) BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2 * k), code[k]);
        board.Load(address, bytes);
    }

    /// <summary>Loads flash or RAM past the NVMC.</summary>
    public static void SetWord(Board board, uint address, uint value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        board.Load(address, bytes);
    }

    /// <summary>Reads a word as the debugger; fails the test on a bus error.</summary>
    public static uint Word(this Board board, uint address)
    {
        Assert.That(board.Bus.TryRead(address, 4, BusMaster.Debugger, out uint value), Is.True, $"bus error at 0x{address:x8}");
        return value;
    }

    /// <summary>Writes a word as privileged software would.</summary>
    public static void Poke(this Board board, uint address, uint value) =>
        Assert.That(board.Bus.TryWrite(address, 4, BusMaster.Core, value), Is.True, $"bus error at 0x{address:x8}");

    public static void Steps(this Board board, int count)
    {
        for (int k = 0; k < count; k++) board.Processor.Step();
    }
}
