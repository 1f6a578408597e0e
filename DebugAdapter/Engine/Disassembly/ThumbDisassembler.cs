using System.Buffers.Binary;
using Gee.External.Capstone;
using Gee.External.Capstone.Arm;

namespace RspDebug.DebugAdapter.Engine.Disassembly;

/// <summary>Thumb-2 text from Capstone. One instruction a call, so that data between code never shifts what follows.</summary>
internal sealed class ThumbDisassembler : IDisposable
{
    private readonly CapstoneArmDisassembler _capstone =
        CapstoneDisassembler.CreateArmDisassembler(ArmDisassembleMode.Thumb | ArmDisassembleMode.CortexM);

    /// <summary>Disassembles from the front of <paramref name="code"/> until it ends.</summary>
    /// <param name="address">Address of the first byte; even.</param>
    /// <param name="code">Code bytes.</param>
    /// <param name="isData">Tells literal pools and tables (<c>$d</c> runs) from code.</param>
    /// <param name="limit">Most rows to give.</param>
    public IReadOnlyList<DisassembledLine> Disassemble(uint address, ReadOnlyMemory<byte> code, Func<uint, bool> isData, int limit)
    {
        var lines = new List<DisassembledLine>();
        int offset = 0;
        while (offset + 2 <= code.Length && lines.Count < limit)
        {
            uint at = address + (uint)offset;
            DisassembledLine line = isData(at) ? Data(at, code[offset..]) : Instruction(at, code[offset..]);
            lines.Add(line);
            offset += line.Bytes.Length;
        }

        return lines;
    }

    /// <inheritdoc/>
    public void Dispose() => _capstone.Dispose();

    private static DisassembledLine Data(uint address, ReadOnlyMemory<byte> code)
    {
        if (address % 4 == 0 && code.Length >= 4)
            return new(address, code[..4], $".word 0x{BinaryPrimitives.ReadUInt32LittleEndian(code.Span):x8}");
        return new(address, code[..2], $".short 0x{BinaryPrimitives.ReadUInt16LittleEndian(code.Span):x4}");
    }

    private DisassembledLine Instruction(uint address, ReadOnlyMemory<byte> code)
    {
        int size = ThumbFlow.Is32Bit(BinaryPrimitives.ReadUInt16LittleEndian(code.Span)) ? 4 : 2;
        if (size > code.Length)
            return Data(address, code);
        ArmInstruction[] decoded = _capstone.Disassemble(code.Span[..size].ToArray(), address);
        if (decoded.Length == 0)
            return new(address, code[..size], size == 2
                ? $".short 0x{BinaryPrimitives.ReadUInt16LittleEndian(code.Span):x4}"
                : $".inst.w 0x{BinaryPrimitives.ReadUInt16LittleEndian(code.Span):x4}{BinaryPrimitives.ReadUInt16LittleEndian(code.Span[2..]):x4}");
        ArmInstruction instruction = decoded[0];
        string text = instruction.Operand.Length == 0 ? instruction.Mnemonic : $"{instruction.Mnemonic} {instruction.Operand}";
        return new(address, code[..size], text);
    }
}
