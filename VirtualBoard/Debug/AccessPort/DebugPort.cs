namespace RspDebug.VirtualBoard.Debug.AccessPort;

/// <summary>The SW-DP of the nRF52840 with its two access ports (ADIv5).</summary>
public sealed class DebugPort
{
    /// <summary>DPIDR of a Cortex-M4's SW-DP.</summary>
    public const uint Identification = 0x2BA0_1477;

    private const int AbortOrIdentification = 0x0, ControlStatus = 0x4, Select = 0x8, ReadBuffer = 0xC;
    private const uint StickyError = 1 << 5, DebugPowerRequest = 1 << 28, SystemPowerRequest = 1 << 30;

    private readonly IAccessPort[] _ports;
    private uint _control, _select, _buffer;
    private bool _sticky;

    internal DebugPort(AhbAccessPort memory, ControlAccessPort control)
    {
        Memory = memory;
        _ports = [memory, control];
    }

    /// <summary>Access port 0.</summary>
    public AhbAccessPort Memory { get; }

    /// <summary>STICKYERR: an access failed since ABORT cleared it.</summary>
    public bool HasFailed => _sticky;

    /// <summary>Reads a register of the debug port.</summary>
    /// <param name="register">0x0, 0x4, 0x8 or 0xC.</param>
    public uint Read(int register) => register switch
    {
        AbortOrIdentification => Identification,
        ControlStatus when (_select & 0xF) == 0 => ReadControl(),
        Select => _select,
        ReadBuffer => _buffer,
        _ => 0,
    };

    /// <summary>Writes a register of the debug port.</summary>
    /// <param name="register">0x0, 0x4, 0x8 or 0xC.</param>
    /// <param name="value">The new value.</param>
    public void Write(int register, uint value)
    {
        switch (register)
        {
            case AbortOrIdentification when (value & 4) != 0: _sticky = false; break;       // STKERRCLR
            case ControlStatus when (_select & 0xF) == 0: _control = value & 0x5000_0F01; break;
            case Select: _select = value; break;
        }
    }

    /// <summary>Reads a register of an access port; an absent one reads 0.</summary>
    /// <param name="port">Number of the access port.</param>
    /// <param name="register">Byte offset, 0x00 to 0xFC.</param>
    public uint ReadPort(int port, int register)
    {
        _buffer = 0;
        if (port < _ports.Length && !_ports[port].TryRead(register, out _buffer)) _sticky = true;
        return _buffer;
    }

    /// <summary>Writes a register of an access port.</summary>
    /// <param name="port">Number of the access port.</param>
    /// <param name="register">Byte offset, 0x00 to 0xFC.</param>
    /// <param name="value">The new value.</param>
    public void WritePort(int port, int register, uint value)
    {
        if (port < _ports.Length && !_ports[port].TryWrite(register, value)) _sticky = true;
    }

    // Power-up requests are granted at once.
    private uint ReadControl() =>
        _control | (_sticky ? StickyError : 0)
        | ((_control & DebugPowerRequest) != 0 ? DebugPowerRequest << 1 : 0) | ((_control & SystemPowerRequest) != 0 ? SystemPowerRequest << 1 : 0);
}
