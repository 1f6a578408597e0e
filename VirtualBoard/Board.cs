using RspDebug.VirtualBoard.Core;
using RspDebug.VirtualBoard.Debug;
using RspDebug.VirtualBoard.Device;
using RspDebug.VirtualBoard.Memory;

namespace RspDebug.VirtualBoard;

/// <summary>A whole nRF52840: core, memory and devices on one clock. Everything it does follows from its input and the cycle count.</summary>
/// <remarks>Not thread-safe. Load an image, <see cref="Reset"/>, then step or run <see cref="Processor"/>.</remarks>
public sealed partial class Board
{
    private readonly Nvmc _nvmc;
    private readonly InterruptStorm? _storm;

    /// <summary>Builds a board with erased flash and zeroed RAM; the core is not started: load and reset first.</summary>
    public Board(BoardOptions? options = null)
    {
        Timeline = new Timeline();
        Bus = new Bus();
        Processor = new Processor(Bus, Timeline, (options ?? new BoardOptions()).Processor) { ResetRequested = OnResetRequested };
        _nvmc = new Nvmc(Bus, Timeline);
        Bus.FlashController = _nvmc;
        _information = new InformationRegisters(_nvmc);
        _clock = new ClockPower(Processor);
        _peripherals = CreatePeripherals(Processor, _clock);
        Uart = new Uart(Processor);
        Gpio = new GpioPorts();
        AttachDevices();
        Array.Fill(Bus.Flash.Bytes, (byte)0xFF);
        Debug = new DebugUnit(Processor, Reset, _nvmc.EraseEverything);
        if (options?.Storm is { } storm) _storm = new InterruptStorm(Processor, storm);
    }

    /// <summary>The one clock.</summary>
    public Timeline Timeline { get; }

    /// <summary>Memory and registers as any bus master sees them.</summary>
    public Bus Bus { get; }

    /// <summary>The core.</summary>
    public Processor Processor { get; }

    /// <summary>Halting debug, breakpoint and watchpoint comparators, trace.</summary>
    public DebugUnit Debug { get; }

    /// <summary>Puts an image into flash or RAM, past the NVMC; does not touch the core.</summary>
    /// <exception cref="ArgumentException">The range is not wholly in flash or RAM.</exception>
    public void Load(uint address, ReadOnlySpan<byte> image) => Bus.Load(address, image);

    /// <summary>System reset: core and devices; memory, the debug unit and the clock go on.</summary>
    public void Reset()
    {
        ResetDevices();
        Processor.Reset();
        Debug.Port.Memory.IsProtected = _information.IsProtected;
        Debug.OnReset();
    }
}
