using System.Buffers.Binary;
using System.Numerics;
using RspDebug.DebugAdapter.Engine.Memory;
using RspDebug.Swo.Itm;

namespace RspDebug.DebugAdapter.Engine.Trace.Live;

/// <summary>Switches trace on in the target by writes to its debug registers (DDI0403E C1.6 to C1.10), and reads back what took.</summary>
internal sealed class SwoTarget(IMemoryLink memory)
{
    private const uint Demcr = 0xE000_EDFC, TraceEnable = 1 << 24;
    private const uint ItmStimulus = 0xE000_0000;
    private const uint ItmLock = 0xE000_0FB0, Unlock = 0xC5AC_CE55;
    private const uint ItmControl = 0xE000_0E80, ItmPorts = 0xE000_0E00, ItmPrivilege = 0xE000_0E40;
    private const uint ItmEnable = 1, Timestamps = 2, Synchronization = 4, ForwardDwt = 8, TraceBusId1 = 1 << 16;
    private const uint DwtControl = 0xE000_1000, CycleCounter = 1, SynchronizeEach16M = 1 << 10, TraceExceptions = 1 << 16;
    private const uint DwtSettable = CycleCounter | 0x1e | 1 << 9 | 3 << 10 | 1 << 12 | TraceExceptions;
    private const uint PortSize = 0xE004_0004, PortPrescaler = 0xE004_0010, PortProtocol = 0xE004_00F0, PortFormatter = 0xE004_0304;
    private const uint Manchester = 1, Uart = 2, FormatterBypassed = 0x100;
    private const int LargestPrescaler = 0xffff;

    /// <summary>What did not take; each a sentence. Empty when all is set up.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>The clock of the trace port: the chip's own where it is known, else what the configuration says; 0 when neither is.</summary>
    public async ValueTask<int> PreparePinAsync(int configuredClock, CancellationToken cancellationToken)
    {
        await ChangeAsync("DEMCR.TRCENA", Demcr, TraceEnable, TraceEnable, cancellationToken).ConfigureAwait(false);
        return await ReadAsync(NordicTrace.PartRegister, cancellationToken).ConfigureAwait(false) is { } part && NordicTrace.Writes(part) is { Count: > 0 } writes
            ? await WriteNordicAsync(writes, cancellationToken).ConfigureAwait(false)
            : configuredClock;
    }

    /// <summary>Sets up the trace port for UART or Manchester without frames.</summary>
    public async ValueTask SetUpPortAsync(SwoSettings settings, int traceClockInHz, CancellationToken cancellationToken)
    {
        if (traceClockInHz == 0)
        {
            Problems.Add("The clock of the trace port is not known. Set swoConfig.cpuFrequency to it.");
            return;
        }

        int divider = Math.Max(1, (traceClockInHz + settings.RateInHz / 2) / settings.RateInHz);
        double rate = (double)traceClockInHz / divider;
        if (divider - 1 > LargestPrescaler || Math.Abs(rate - settings.RateInHz) > 0.03 * settings.RateInHz)
            Problems.Add($"The trace clock of {traceClockInHz} Hz cannot be divided to {settings.RateInHz} baud ({rate:0} would come out). Choose {traceClockInHz} divided by a whole number.");
        await ChangeAsync("TPIU_CSPSR", PortSize, uint.MaxValue, 1, cancellationToken).ConfigureAwait(false);
        await ChangeAsync("TPIU_ACPR", PortPrescaler, LargestPrescaler, (uint)Math.Min(divider - 1, LargestPrescaler), cancellationToken).ConfigureAwait(false);
        await ChangeAsync("TPIU_SPPR", PortProtocol, 3, settings.IsManchester ? Manchester : Uart, cancellationToken).ConfigureAwait(false);
        await ChangeAsync("TPIU_FFCR", PortFormatter, 2, FormatterBypassed, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Switches on ITM and DWT: text, timestamps, synchronizations, and what was asked for.</summary>
    public async ValueTask EnableAsync(SwoSettings settings, CancellationToken cancellationToken)
    {
        await WriteAsync(ItmLock, Unlock, cancellationToken).ConfigureAwait(false);
        await WriteAsync(ItmControl, 0, cancellationToken).ConfigureAwait(false);
        await ChangeAsync("ITM_TPR", ItmPrivilege, 0xf, 0, cancellationToken).ConfigureAwait(false);
        await ChangeAsync("ITM_TER", ItmPorts, settings.StimulusPorts, settings.StimulusPorts, cancellationToken).ConfigureAwait(false);
        await ChangeAsync("ITM_TCR", ItmControl, 0x7f_000f, ItmEnable | Timestamps | Synchronization | ForwardDwt | TraceBusId1, cancellationToken).ConfigureAwait(false);
        uint dwt = CycleCounter | SynchronizeEach16M | settings.PcSamplingBits | (settings.TracesExceptions ? TraceExceptions : 0);
        await ChangeAsync("DWT_CTRL", DwtControl, DwtSettable, dwt, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Writes once to a stimulus port as the firmware would: what comes of it proves the line, whatever the firmware does. The port is one that nobody
    /// listens to, and closed again where it was.
    /// </summary>
    public async ValueTask<SoftwareWrite> SendMarkAsync(SwoSettings settings, CancellationToken cancellationToken)
    {
        const uint Mark = 0x4b4f_5753;      // "SWOK"
        int port = 31 - BitOperations.LeadingZeroCount(~settings.StimulusPorts);
        if (port < 0) port = 31;            // All ports are open.
        await WriteAsync(ItmPorts, settings.StimulusPorts | 1u << port, cancellationToken).ConfigureAwait(false);
        await WriteAsync(ItmStimulus + 4 * (uint)port, Mark, cancellationToken).ConfigureAwait(false);
        await WriteAsync(ItmPorts, settings.StimulusPorts, cancellationToken).ConfigureAwait(false);
        return new SoftwareWrite(port, sizeof(uint), Mark);
    }

    private async ValueTask<int> WriteNordicAsync(IReadOnlyList<(string Name, uint Address, uint Value)> writes, CancellationToken cancellationToken)
    {
        foreach ((string name, uint address, uint value) in writes) await ChangeAsync(name, address, value, value, cancellationToken).ConfigureAwait(false);
        return NordicTrace.PortClockInHz;
    }

    /// <summary>Sets the bits of a mask and checks that they stay.</summary>
    private async ValueTask ChangeAsync(string name, uint address, uint mask, uint value, CancellationToken cancellationToken)
    {
        uint before = await ReadAsync(address, cancellationToken).ConfigureAwait(false) ?? 0;
        bool isWritten = await WriteAsync(address, before & ~mask | value, cancellationToken).ConfigureAwait(false);
        uint? after = await ReadAsync(address, cancellationToken).ConfigureAwait(false);
        if (!isWritten || after is null) Problems.Add($"{name} cannot be {(isWritten ? "read" : "written")} through this server.");
        else if ((after & mask) != (value & mask)) Problems.Add($"{name} (0x{address:x8}) reads 0x{after:x8} after 0x{before & ~mask | value:x8} was written: this core's trace is locked or absent.");
    }

    private async ValueTask<bool> WriteAsync(uint address, uint value, CancellationToken cancellationToken)
    {
        byte[] bytes = BitConverter.GetBytes(value);
        try
        {
            await memory.WriteAsync(address, bytes, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (RspClient.RspRefusedException)
        {
            return false;
        }
    }

    private async ValueTask<uint?> ReadAsync(uint address, CancellationToken cancellationToken)
    {
        byte[] bytes = new byte[sizeof(uint)];
        return await memory.ReadAsync(address, bytes, cancellationToken).ConfigureAwait(false) == bytes.Length ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : null;
    }
}
