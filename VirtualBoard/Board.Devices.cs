using RspDebug.VirtualBoard.Core;
using RspDebug.VirtualBoard.Device;
using RspDebug.VirtualBoard.Memory;
using Timer = RspDebug.VirtualBoard.Device.Timer;

namespace RspDebug.VirtualBoard;

public sealed partial class Board
{
    private const uint PeripheralBase = 0x4000_0000;
    private const uint LastPeripheral = 0x4002_F000;

    private readonly ClockPower _clock;
    private readonly InformationRegisters _information;
    private readonly (uint Address, EventPeripheral Device)[] _peripherals;

    /// <summary>UART0 and UARTE0.</summary>
    public Uart Uart { get; }

    /// <summary>P0 and P1.</summary>
    public GpioPorts Gpio { get; }

    // Base addresses and interrupts: nRF52840 PS, "Instantiation". The interrupt is the peripheral ID.
    private static (uint Address, EventPeripheral Device)[] CreatePeripherals(Processor cpu, ClockPower clock) =>
    [
        (ClockPower.BaseAddress, clock),
        (0x4000_8000, Timed(cpu, new Timer(cpu, 8, 4))),
        (0x4000_9000, Timed(cpu, new Timer(cpu, 9, 4))),
        (0x4000_A000, Timed(cpu, new Timer(cpu, 10, 4))),
        (0x4001_A000, Timed(cpu, new Timer(cpu, 26, 6))),
        (0x4001_B000, Timed(cpu, new Timer(cpu, 27, 6))),
        (0x4000_B000, Timed(cpu, new RealTimeCounter(cpu, 11, 3))),
        (0x4001_1000, Timed(cpu, new RealTimeCounter(cpu, 17, 4))),
        (0x4002_4000, Timed(cpu, new RealTimeCounter(cpu, 36, 4))),
    ];

    private static T Timed<T>(Processor cpu, T device)
        where T : EventPeripheral, ITimed
    {
        cpu.Timeline.Add(device);
        return device;
    }

    private void AttachDevices()
    {
        foreach ((uint address, EventPeripheral device) in _peripherals) Bus.Attach(address, 0x1000, device);
        Bus.Attach(Uart.BaseAddress, 0x1000, Uart);
        Bus.Attach(Nvmc.BaseAddress, 0x1000, _nvmc);
        Bus.Attach(GpioPorts.BaseAddress, 0x1000, Gpio);
        Bus.Attach(MemoryMap.FicrBase, 0x2000, _information);
        AbsentPeripherals absent = new();
        for (uint page = PeripheralBase; page <= LastPeripheral; page += 0x1000)
            if (!Bus.IsAttached(page)) Bus.Attach(page, 0x1000, absent);
    }

    private void ResetDevices()
    {
        foreach ((_, EventPeripheral device) in _peripherals) device.Reset();
        _nvmc.Reset();
        Uart.Reset();
        Gpio.Reset();
    }

    private void OnResetRequested()
    {
        _clock.NoteSoftReset();
        Reset();
    }
}
