using System.Buffers.Binary;
using static RspDebug.VirtualBoard.FrontEnds.StLink.StLinkCommand;

namespace RspDebug.VirtualBoard.FrontEnds.StLink;

/// <summary>Memory commands: <c>address (4), length (2), access port (1 at offset 8)</c>; a failure shows in the next status request.</summary>
internal sealed partial class StLinkProbe
{
    private const byte MiscellaneousSetAddress = 1, MiscellaneousWrite = 2, MiscellaneousRead = 3;

    private byte[] _operations = [];
    private int _operationCount;

    private void ReadMemory(ReadOnlySpan<byte> command, Span<byte> answer, int sizeInBytes)
    {
        if (!TryParse(command, out uint address, out int length)) return;
        Span<byte> destination = answer[..Math.Min(length, answer.Length)];
        if (command[1] != ReadMemory32NoIncrement)
        {
            if (Port.Memory.Read(address, sizeInBytes, destination) < destination.Length) _status = StatusFault;
            return;
        }

        for (int i = 0; i + 4 <= destination.Length; i += 4)
            if (Port.Memory.Read(address, 4, destination.Slice(i, 4)) < 4) _status = StatusFault;
    }

    private void WriteMemory(ReadOnlySpan<byte> command, ReadOnlySpan<byte> data, int sizeInBytes)
    {
        if (!TryParse(command, out uint address, out int length)) return;
        ReadOnlySpan<byte> source = data[..Math.Min(length, data.Length)];
        if (command[1] != WriteMemory32NoIncrement)
        {
            if (Port.Memory.Write(address, sizeInBytes, source) < source.Length) _status = StatusFault;
            return;
        }

        for (int i = 0; i + 4 <= source.Length; i += 4)
            if (Port.Memory.Write(address, 4, source.Slice(i, 4)) < 4) _status = StatusFault;
    }

    private bool TryParse(ReadOnlySpan<byte> command, out uint address, out int length)
    {
        address = BinaryPrimitives.ReadUInt32LittleEndian(command[2..]);
        length = BinaryPrimitives.ReadUInt16LittleEndian(command[6..]);
        if (command[8] == 0) return true;
        _status = StatusBadPort;
        return false;
    }

    /// <summary>A list of operations: count bytes, padded to words, then a word for each.</summary>
    private void KeepMiscellaneous(ReadOnlySpan<byte> command, ReadOnlySpan<byte> data)
    {
        int count = (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(command[2..]), (uint)data.Length);
        int needed = Align(count) + 4 * count;
        (_operations, _operationCount) = needed <= data.Length ? (data.ToArray(), count) : ([], 0);
    }

    /// <summary>Runs the list; the answer is a word for each result, then a word for each status.</summary>
    private void RunMiscellaneous(Span<byte> answer)
    {
        uint address = 0;
        Span<byte> word = stackalloc byte[4];
        for (int i = 0; i < _operationCount; i++)
        {
            uint value = BinaryPrimitives.ReadUInt32LittleEndian(_operations.AsSpan(Align(_operationCount) + 4 * i)), result = 0;
            bool done = true;
            switch (_operations[i])
            {
                case MiscellaneousSetAddress: address = value; break;
                case MiscellaneousWrite:
                    BinaryPrimitives.WriteUInt32LittleEndian(word, value);
                    done = Port.Memory.Write(address, 4, word) == 4;
                    break;
                case MiscellaneousRead:
                    done = Port.Memory.Read(value, 4, word) == 4;
                    result = done ? BinaryPrimitives.ReadUInt32LittleEndian(word) : 0;
                    break;
            }

            Put32(answer, 4 * i, result);
            Put32(answer, 4 * (_operationCount + i), done ? StatusOk : StatusFault);
        }
    }

    private static int Align(int count) => (count + 3) & ~3;
}
