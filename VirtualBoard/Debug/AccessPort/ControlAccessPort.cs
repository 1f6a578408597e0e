namespace RspDebug.VirtualBoard.Debug.AccessPort;

/// <summary>Nordic's CTRL-AP: reset and full erase, also of a protected chip (nRF52840 PS, "CTRL-AP").</summary>
public sealed class ControlAccessPort : IAccessPort
{
    private const int ResetRegister = 0x000, EraseAllRegister = 0x004, EraseStatusRegister = 0x008, ProtectionRegister = 0x00C, Identification = 0xFC;

    private readonly AhbAccessPort _memory;
    private readonly Action _reset;
    private readonly Action _eraseAll;
    private uint _held;

    internal ControlAccessPort(AhbAccessPort memory, Action reset, Action eraseAll) => (_memory, _reset, _eraseAll) = (memory, reset, eraseAll);

    /// <inheritdoc/>
    public bool TryRead(int register, out uint value)
    {
        value = register switch
        {
            ResetRegister => _held,
            EraseStatusRegister => 0,                               // Erasing is done by the time it is asked for.
            ProtectionRegister => _memory.IsProtected ? 0u : 1,     // 1: access port protection is off.
            Identification => 0x0288_0000,
            _ => 0,
        };
        return true;
    }

    /// <inheritdoc/>
    public bool TryWrite(int register, uint value)
    {
        switch (register)
        {
            case ResetRegister:
                if (_held == 1 && (value & 1) == 0) _reset();
                _held = value & 1;
                break;
            case EraseAllRegister when (value & 1) != 0:
                _eraseAll();
                _memory.IsProtected = false;
                break;
        }

        return true;
    }
}
