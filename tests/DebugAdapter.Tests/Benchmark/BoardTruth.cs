using RspDebug.DebugAdapter.Engine.Benchmark.Prediction;
using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.Testing;
using RspDebug.VirtualBoard.Core;
using RspDebug.VirtualBoard.Device;
using Simulation = RspDebug.VirtualBoard.Board;

namespace RspDebug.DebugAdapter.Tests.Benchmark;

/// <summary>The virtual board without a debugger: what its core does is the truth that predictor and judge are held against.</summary>
internal sealed class BoardTruth : IStepMemory
{
    public BoardTruth(string variant, InterruptStormOptions? storm)
    {
        Board = new Simulation(new() { Storm = storm });
        using LoadedImage image = LoadedImage.Open(Firmware.ImagePath(variant));
        foreach (var segment in image.Elf.Segments.Where(s => s.Type == Dwarf.Elf.ElfSegmentType.Load && s.SizeInFile > 0))
        {
            LoadPart part = LoadPart.Of(image, segment);
            Board.Load(part.Address, part.Data.Span);
        }

        Board.Reset();
    }

    public Simulation Board { get; }

    public ValueTask<bool> TryReadAsync(uint address, Memory<byte> destination, CancellationToken cancellationToken) =>
        new(Board.Bus.Read(address, destination.Span) == destination.Length);

    public CoreState Read()
    {
        Processor cpu = Board.Processor;
        return new CoreState
        {
            R = [.. Enumerable.Range(0, 16).Select(cpu.GetRegister)],
            Xpsr = cpu.Xpsr,
            Msp = cpu.Msp,
            Psp = cpu.Psp,
            Control = cpu.Control,
            Masks = (cpu.Primask ? 1u : 0) | cpu.Basepri << 8 | (cpu.Faultmask ? 1u : 0) << 16,
            Fpscr = cpu.Fpscr,
            S = [.. Enumerable.Range(0, 32).Select(cpu.GetFloatRegister)],
        };
    }
}
