using RspDebug.DebugAdapter.Engine.Disassembly;
using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.DebugAdapter.Engine.Target;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Reading;

namespace RspDebug.DebugAdapter.Engine.Session;

// Memory view and disassembly.
internal sealed partial class DebugSession
{
    // Native library and handle are made at the first use: many sessions never disassemble.
    private readonly Lazy<ThumbDisassembler> _disassembler = new(() => new ThumbDisassembler());

    /// <summary>Reads memory; shorter than asked when the tail is unmapped, empty when nothing can be read.</summary>
    public Task<byte[]> ReadMemoryAsync(uint address, int sizeInBytes, CancellationToken cancellationToken) =>
        _loop.PostAsync(CommandNeeds.Halted, () => _target.Memory.ReadAsync(address, sizeInBytes, cancellationToken));

    /// <summary>Lends the halted target to a measurement: it runs inside the engine loop, and nothing else does meanwhile.</summary>
    public Task<T> InspectAsync<T>(Func<TargetState, ValueTask<T>> inspect) => _loop.PostAsync(CommandNeeds.Halted, () => inspect(_target));

    /// <summary>Lends the target for a moment: one that runs is halted for it, and runs on.</summary>
    public Task<T> HaltedShortlyAsync<T>(Func<TargetState, ValueTask<T>> work) => _loop.PostAsync(CommandNeeds.ShortHalt, () => work(_target));

    /// <summary>Writes memory.</summary>
    public Task WriteMemoryAsync(uint address, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        _loop.PostAsync(CommandNeeds.Halted, async () =>
        {
            if (new MemoryRegions(_link.Regions).FlashAt(address, bytes.Length) is { } flash)
                throw new EngineRequestException($"0x{address:x8} is in flash (0x{flash.Start:x8}-0x{flash.End - 1:x8}), which a plain write cannot change. Change the program and load it again.");
            await WriteMemoryWatchedAsync(address, bytes, cancellationToken).ConfigureAwait(false);
            _stack.Forget();
            return true;
        });

    // A write to the System Control Space may be meant to change FPSCR: by DCRSR, or FPCCR.
    private async ValueTask WriteMemoryWatchedAsync(uint address, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (address is >= 0xE000_0000 and < 0xE010_0000)
        {
            await _target.Memory.WriteAsync(address, bytes, cancellationToken).ConfigureAwait(false);
            return;
        }

        await _fpscr.WatchAsync("while memory was written", async () =>
        {
            await _target.Memory.WriteAsync(address, bytes, cancellationToken).ConfigureAwait(false);
            return true;
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Disassembles exactly <paramref name="count"/> rows, starting <paramref name="instructionOffset"/> instructions from an address.</summary>
    /// <param name="address">A place where an instruction starts.</param>
    /// <param name="instructionOffset">Negative to begin before it.</param>
    /// <param name="count">Rows; those that cannot be read are filled with a text that says so.</param>
    /// <param name="cancellationToken">Ends the waits for the server.</param>
    public Task<IReadOnlyList<ListingRow>> DisassembleAsync(uint address, int instructionOffset, int count, CancellationToken cancellationToken) =>
        _loop.PostAsync(CommandNeeds.Halted, () => new Listing(_target.Memory, _disassembler.Value, _image, _paths).BuildAsync(
            address & ~1u, instructionOffset, count, cancellationToken));
}
