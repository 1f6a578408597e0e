using RspDebug.VirtualBoard.Memory;

namespace RspDebug.VirtualBoard.Device;

/// <summary>Peripherals of the chip that the board does not model (radio, PPI, RNG, ...): they read 0 and ignore writes, so that start-up code runs.</summary>
internal sealed class AbsentPeripherals : IBusDevice
{
    public bool TryRead(BusAccess access, out uint value)
    {
        value = 0;
        return access.IsWord;
    }

    public bool TryWrite(BusAccess access, uint value) => access.IsWord;
}
