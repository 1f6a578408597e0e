using System.Buffers.Binary;
using RspDebug.DebugAdapter.Engine.Memory;

namespace RspDebug.DebugAdapter.Engine.Faults;

/// <summary>The fault status registers of the core.</summary>
/// <param name="Cfsr">0xE000ED28: MemManage in bits 7:0, BusFault in 15:8, UsageFault in 31:16.</param>
/// <param name="Hfsr">0xE000ED2C.</param>
/// <param name="Dfsr">0xE000ED30; servers clear it at every halt.</param>
/// <param name="Mmfar">0xE000ED34, valid with MMARVALID.</param>
/// <param name="Bfar">0xE000ED38, valid with BFARVALID.</param>
/// <remarks>ARMv7-M ARM B3.2.15 to B3.2.19.</remarks>
internal sealed record FaultRegisters(uint Cfsr, uint Hfsr, uint Dfsr, uint Mmfar, uint Bfar)
{
    private const uint FirstAddress = 0xE000_ED28;
    private const int SizeInBytes = 20;

    /// <summary>True when no fault is recorded.</summary>
    public bool IsEmpty => Cfsr == 0 && Hfsr == 0;

    /// <summary>Reads them in one packet; null when the server does not give them.</summary>
    public static async ValueTask<FaultRegisters?> ReadAsync(HaltedMemory memory, CancellationToken cancellationToken)
    {
        byte[] bytes = await memory.ReadAsync(FirstAddress, SizeInBytes, cancellationToken).ConfigureAwait(false);
        uint Word(int index) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(4 * index));
        return bytes.Length < SizeInBytes ? null : new FaultRegisters(Word(0), Word(1), Word(2), Word(3), Word(4));
    }
}
