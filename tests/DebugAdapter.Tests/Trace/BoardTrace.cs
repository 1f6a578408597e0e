using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.DebugAdapter.Engine.Trace;
using RspDebug.DebugAdapter.Engine.Trace.Sources;
using RspDebug.Dwarf.Elf;
using RspDebug.Swo;
using RspDebug.Swo.Detection;
using RspDebug.Swo.Timing;
using RspDebug.Testing;
using RspDebug.VirtualBoard.Core;
using RspDebug.VirtualBoard.Memory;
using RspDebug.VirtualBoard.Trace;

namespace RspDebug.DebugAdapter.Tests.Trace;

/// <summary>The test firmware on a virtual board, its SWO bytes recorded, with what really happened beside them.</summary>
internal sealed class BoardTrace : IExceptionObserver, IDataAccessObserver, ISwoReceiver
{
    public static readonly string Image = Firmware.ImagePath("gcc-Og-dwarf5");
    private readonly List<byte> _bytes = [];
    private readonly ulong _start;

    private BoardTrace(uint divider, uint dwt, bool watchesLoops)
    {
        using LoadedImage image = LoadedImage.Open(Image);
        foreach (ElfSegment segment in image.Elf.Segments.Where(static s => s.Type == ElfSegmentType.Load && s.SizeInFile > 0))
        {
            LoadPart part = LoadPart.Of(image, segment);
            Board.Load(part.Address, part.Data.Span);
        }

        Assert.That(image.Elf.Symbols.TryFind("g_loops", out ElfSymbol loops));
        LoopsAddress = (uint)loops.Address.Value;
        Board.Reset();
        Write(0xE000_EDFC, 1 << 24);
        Write(0xE004_00F0, 2);
        Write(0xE004_0010, divider - 1);
        Write(0xE004_0304, 0x100);
        Write(0xE000_0E00, 7);
        if (watchesLoops)
        {
            Write(0xE000_1020, LoopsAddress);
            Write(0xE000_1028, 0xF);            // FUNCTION0: PC and value of writes.
        }

        Board.Debug.TracePort.Connect(this);
        Board.Debug.ExceptionObserver = this;
        Board.Debug.DataObserver = this;
        Write(0xE000_0E80, 0x1_000B);           // ITM, timestamps, DWT packets.
        Write(0xE000_1000, dwt);
        _start = Board.Timeline.Cycles;
    }

    public VirtualBoard.Board Board { get; } = new();

    public uint LoopsAddress { get; }

    public byte[] Bytes => [.. _bytes];

    /// <summary>Exceptions with their cycles since trace was switched on.</summary>
    public List<(ExceptionChange Change, int Number, long Cycle)> Exceptions { get; } = [];

    /// <summary>Values written to g_loops.</summary>
    public List<uint> Loops { get; } = [];

    /// <summary>Where each instruction began: its address by cycle.</summary>
    public Dictionary<long, uint> Instructions { get; } = [];

    /// <summary>Runs the firmware for some cycles.</summary>
    /// <param name="cycles">Core cycles.</param>
    /// <param name="divider">32 MHz divided by this is the rate of the pin.</param>
    /// <param name="dwt">DWT_CTRL.</param>
    /// <param name="watchesLoops">Data trace of g_loops.</param>
    /// <param name="keepsInstructions">Keep where each instruction began.</param>
    public static BoardTrace Record(ulong cycles, uint divider, uint dwt, bool watchesLoops = false, bool keepsInstructions = false)
    {
        var trace = new BoardTrace(divider, dwt, watchesLoops);
        if (!keepsInstructions)
        {
            trace.Board.Run(ulong.MaxValue, cycles);
            return trace;
        }

        while (trace.Cycle < (long)cycles)
        {
            trace.Instructions.TryAdd(trace.Cycle, trace.Board.Processor.Pc);
            trace.Board.Run(1);
        }

        return trace;
    }

    /// <summary>Gives the bytes through the whole pipeline to a sink.</summary>
    public async Task DecodeAsync(params ITraceEventSink[] sinks)
    {
        using var input = new MemoryStream(Bytes);
        await using StreamTraceSource source = StreamTraceSource.Of("board", input);
        var reader = new TraceReader(source, new SwoDecoderOptions { Format = SwoFormat.Raw });
        await reader.RunAsync([new TraceEvents(TimestampOptions.CoreClock(), sinks)], CancellationToken.None);
        Assert.That(reader.Statistics.Malformed, Is.Zero);
    }

    void IExceptionObserver.OnException(ExceptionChange change, int number) => Exceptions.Add((change, number, Cycle));

    void IDataAccessObserver.OnDataAccess(uint address, int sizeInBytes, uint value, bool isWrite)
    {
        if (address == LoopsAddress && isWrite) Loops.Add(value);
    }

    void ISwoReceiver.OnByte(byte value, ulong cycle) => _bytes.Add(value);

    private long Cycle => (long)(Board.Timeline.Cycles - _start);

    private void Write(uint address, uint value) => Assert.That(Board.Bus.TryWrite(address, 4, BusMaster.Debugger, value));
}
