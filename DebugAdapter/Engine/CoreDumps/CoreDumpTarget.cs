using System.Buffers.Binary;
using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.Dwarf.Elf;
using RspDebug.RspServer.Targets;

namespace RspDebug.DebugAdapter.Engine.CoreDumps;

/// <summary>A core dump as a target: it can be looked at and neither written nor run. What the dump leaves out of flash comes from the image.</summary>
internal sealed class CoreDumpTarget : IRspTarget
{
    private static readonly TargetStatus ReadOnly = new(TargetStatusCode.ReadOnly, "a core dump is read-only");
    private static readonly TargetStatus Absent = new(TargetStatusCode.Failed, "the core dump has no such register");

    // Armv7-M ARM, B3.1: what lies below is code.
    private const uint RamBase = 0x2000_0000;

    private readonly CoreDump _dump;
    private readonly MemoryPart[] _memory;

    /// <summary>Offers a dump.</summary>
    /// <param name="dump">Registers and RAM.</param>
    /// <param name="image">The firmware that ran; null to know only what the dump holds.</param>
    /// <exception cref="Session.ImageException">The image is cut short.</exception>
    public CoreDumpTarget(CoreDump dump, LoadedImage? image)
    {
        _dump = dump;
        _memory = [.. dump.Memory, .. image is null ? [] : FlashOf(image)];
        Description = CortexMRegisters.Describe(dump.HasFloatRegisters) with { MemoryWhileRunning = true };
    }

    /// <inheritdoc/>
    public TargetDescription Description { get; }

    /// <inheritdoc/>
    public ValueTask<TargetStop> HaltAsync(CancellationToken cancellationToken) => new(new TargetStop.Halted());

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RspThread>> GetThreadsAsync(CancellationToken cancellationToken) => new([new RspThread(new RspThreadId(1), "Core dump", _dump.Format)]);

    /// <inheritdoc/>
    public ValueTask<TargetStatus> ReadRegisterAsync(RspThreadId thread, RegisterDescription register, Memory<byte> destination, CancellationToken cancellationToken)
    {
        if (Find(register) is not { } value) return new(Absent);
        Span<byte> wide = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(wide, value);
        wide[..destination.Length].CopyTo(destination.Span);
        return new(TargetStatus.Ok);
    }

    /// <inheritdoc/>
    public ValueTask<TargetStatus> WriteRegisterAsync(RspThreadId thread, RegisterDescription register, ReadOnlyMemory<byte> value, CancellationToken cancellationToken) => new(ReadOnly);

    /// <inheritdoc/>
    public ValueTask<int> ReadMemoryAsync(TargetAddress address, Memory<byte> destination, CancellationToken cancellationToken)
    {
        int done = 0;
        while (done < destination.Length)
        {
            uint at = (uint)(address.Value + (ulong)done);
            MemoryPart part = Array.Find(_memory, part => part.SizeFrom(at) > 0);
            int size = Math.Min(part.SizeFrom(at), destination.Length - done);
            if (size == 0) break;
            part.Bytes.Slice((int)(at - part.Start), size).CopyTo(destination[done..]);
            done += size;
        }

        return new(done);
    }

    /// <inheritdoc/>
    public ValueTask<TargetStatus> WriteMemoryAsync(TargetAddress address, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => new(ReadOnly);

    /// <summary>Stands where it stood: there is nothing that could run.</summary>
    public Task<TargetStop> ResumeAsync(ResumeAction action, RspThreadId thread, IResumeHost host, CancellationToken cancellationToken) => Task.FromResult<TargetStop>(new TargetStop.Halted());

    /// <inheritdoc/>
    public void Interrupt()
    {
        // It never runs.
    }

    /// <inheritdoc/>
    public ValueTask<TargetStatus> InsertBreakpointAsync(TargetBreakpoint breakpoint, CancellationToken cancellationToken) => new(ReadOnly);

    /// <inheritdoc/>
    public ValueTask<TargetStatus> RemoveBreakpointAsync(TargetBreakpoint breakpoint, CancellationToken cancellationToken) => new(TargetStatus.Ok);

    /// <inheritdoc/>
    public ValueTask<TargetStatus> ResetAsync(CancellationToken cancellationToken) => new(ReadOnly);

    // RAM is never taken from the image: initial values would pass for the ones that were there.
    private static IEnumerable<MemoryPart> FlashOf(LoadedImage image) => image.Elf.Segments
        .Where(segment => segment is { Type: ElfSegmentType.Load, SizeInFile: > 0 })
        .Select(segment => LoadPart.Of(image, segment))
        .Select(part => new MemoryPart(part.Address, part.Data))
        .Where(part => part.Start < RamBase);

    private ulong? Find(RegisterDescription register)
    {
        if (register.Name is ['d', .. var digits])
            return int.TryParse(digits, out int number) && _dump.Registers.TryGetValue($"s{2 * number}", out uint low) && _dump.Registers.TryGetValue($"s{(2 * number) + 1}", out uint high)
                ? ((ulong)high << 32) | low
                : null;
        return _dump.Registers.TryGetValue(register.Name, out uint value) ? value : null;
    }
}
