using RspDebug.VirtualBoard.Core;
using RspDebug.VirtualBoard.Memory;

namespace RspDebug.VirtualBoard.Device;

/// <summary>GPIO P0 (32 pins) and P1 (16 pins) in the page at 0x50000000 (nRF52840 PS, "GPIO").</summary>
public sealed class GpioPorts : IBusDevice, IStateful
{
    internal const uint BaseAddress = 0x5000_0000;
    private const uint PortStride = 0x300;
    private readonly GpioPort[] _ports = [new(32), new(16)];

    /// <summary>Called with port, pin and level when an output pin changes.</summary>
    public Action<int, int, bool>? OutputChanged { get; set; }

    /// <summary>The level a pin shows: what drives it, the program or <see cref="SetInput"/>.</summary>
    /// <param name="port">0 or 1.</param>
    /// <param name="pin">Pin of that port.</param>
    public bool GetLevel(int port, int pin) => ((_ports[port].Levels >> pin) & 1) != 0;

    /// <summary>Drives a pin from outside; counts while the program has it as an input.</summary>
    public void SetInput(int port, int pin, bool level) => _ports[port].Drive(pin, level);

    /// <inheritdoc/>
    public bool TryRead(BusAccess access, out uint value)
    {
        value = 0;
        if (!access.IsWord) return false;
        if (TryFind(access.Offset, out int port, out uint offset)) value = _ports[port].Read(offset);
        return true;
    }

    /// <inheritdoc/>
    public bool TryWrite(BusAccess access, uint value)
    {
        if (!access.IsWord) return false;
        if (!TryFind(access.Offset, out int port, out uint offset)) return true;
        uint before = _ports[port].Outputs;
        _ports[port].Write(offset, value);
        uint changed = before ^ _ports[port].Outputs;
        for (int pin = 0; changed != 0 && pin < 32; pin++)
            if (((changed >> pin) & 1) != 0) OutputChanged?.Invoke(port, pin, ((_ports[port].Outputs >> pin) & 1) != 0);
        return true;
    }

    /// <inheritdoc/>
    public void Save(StateWriter state)
    {
        foreach (GpioPort port in _ports) port.Save(state);
    }

    /// <inheritdoc/>
    public void Restore(ref StateReader state)
    {
        foreach (GpioPort port in _ports) port.Restore(ref state);
    }

    internal void Reset()
    {
        foreach (GpioPort port in _ports) port.Reset();
    }

    // P0 has its registers at 0x504..0x77C, P1 the same ones 0x300 further.
    private static bool TryFind(uint at, out int port, out uint offset)
    {
        port = at >= 0x504 + PortStride ? 1 : 0;
        offset = port == 1 ? at - PortStride : at;
        return offset is >= 0x504 and < 0x780;
    }
}
