using RspDebug.Dwarf.Memory;
using RspDebug.Dwarf.Reading;
using RspDebug.VirtualBoard.Memory;

namespace RspDebug.Dwarf.Tests.Unwind.Board;

/// <summary>The memory of a virtual board, as its debugger sees it.</summary>
internal sealed class BoardMemory(VirtualBoard.Board board) : ITargetMemory
{
    public MemoryStatus TryRead(TargetAddress address, Span<byte> destination)
    {
        for (int i = 0; i < destination.Length;)
        {
            uint at = (uint)address.Value + (uint)i;
            bool isWord = (at & 3) == 0 && destination.Length - i >= 4;
            if (!board.Bus.TryRead(at, isWord ? 4 : 1, BusMaster.Debugger, out uint value))
                return MemoryStatus.Unreadable;
            if (isWord)
                BitConverter.TryWriteBytes(destination[i..], value);
            else
                destination[i] = (byte)value;
            i += isWord ? 4 : 1;
        }
        return MemoryStatus.Available;
    }
}
