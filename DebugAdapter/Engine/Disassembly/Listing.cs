using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.DebugAdapter.Engine.Memory;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Symbols;

namespace RspDebug.DebugAdapter.Engine.Disassembly;

/// <summary>Builds the disassembly view around an address: forwards by decoding, backwards from a place that is known to be an instruction.</summary>
internal sealed class Listing(HaltedMemory memory, ThumbDisassembler disassembler, LoadedImage? image, SourcePaths paths)
{
    private const int MaxInstructionSizeInBytes = 4;

    /// <summary>Exactly <paramref name="count"/> rows; row <c>-instructionOffset</c> is the one at <paramref name="address"/>.</summary>
    public async ValueTask<IReadOnlyList<ListingRow>> BuildAsync(uint address, int instructionOffset, int count, CancellationToken cancellationToken)
    {
        var rows = new List<ListingRow>(count);
        int before = Math.Min(count, Math.Max(0, -instructionOffset));
        if (instructionOffset < 0)
            rows.AddRange(await BackwardsAsync(address, -instructionOffset, cancellationToken).ConfigureAwait(false));
        if (rows.Count > before)
            rows.RemoveRange(before, rows.Count - before);
        int skip = Math.Max(0, instructionOffset), wanted = count - rows.Count;
        if (wanted > 0)
        {
            List<ListingRow> forwards = await ForwardsAsync(address, skip + wanted, cancellationToken).ConfigureAwait(false);
            rows.AddRange(forwards.Skip(skip));
        }

        return rows;
    }

    private async ValueTask<List<ListingRow>> ForwardsAsync(uint address, int count, CancellationToken cancellationToken)
    {
        long size = Math.Min((long)count * MaxInstructionSizeInBytes, (1L << 32) - address);
        byte[] code = await memory.ReadAsync(address, (int)size, cancellationToken).ConfigureAwait(false);
        List<ListingRow> rows = [.. disassembler.Disassemble(address, code, IsData, count).Select(Describe)];
        uint next = rows.Count > 0 ? rows[^1].Line.Address + (uint)rows[^1].Line.Bytes.Length : address;
        while (rows.Count < count)
        {
            rows.Add(Filler(next));
            next += 2;
        }

        return rows;
    }

    // Thumb code cannot be decoded backwards. It is decoded forwards from a known start (the function, a mapping symbol or, without
    // either, as far before as the rows can reach), and the last rows before the address are taken.
    private async ValueTask<List<ListingRow>> BackwardsAsync(uint address, int count, CancellationToken cancellationToken)
    {
        var rows = new List<ListingRow>();
        uint end = address;
        while (rows.Count < count && end > 0)
        {
            uint start = KnownStartBefore(end, count - rows.Count);
            byte[] code = await memory.ReadAsync(start, (int)(end - start), cancellationToken).ConfigureAwait(false);
            if (code.Length < end - start)
                break;
            rows.InsertRange(0, disassembler.Disassemble(start, code, IsData, int.MaxValue).Select(Describe));
            end = start;
        }

        while (rows.Count < count)
        {
            uint first = rows.Count > 0 ? rows[0].Line.Address : address;
            rows.Insert(0, Filler(first - 2));
        }

        return rows.GetRange(rows.Count - count, count);
    }

    private uint KnownStartBefore(uint end, int count)
    {
        var last = new CodeAddress(end - 2);
        if (image is not null && image.Elf.Symbols.TryFindFunction(last, out ElfSymbol symbol) && symbol.CodeAddress.Value < end)
            return (uint)symbol.CodeAddress.Value;
        uint reach = (uint)Math.Min(end, (long)count * MaxInstructionSizeInBytes);
        return (end - reach) & ~1u;
    }

    private bool IsData(uint address) => image is not null && image.Elf.Symbols.GetMapping(new TargetAddress(address)) == MappingKind.Data;

    private ListingRow Describe(DisassembledLine line)
    {
        if (image is null)
            return new ListingRow(line, null, null, 0, true);
        image.Info.TryFindLine(new CodeAddress(line.Address), out SourceLocation? place);
        string? path = place is { Line: > 0, File: { } file } ? paths.ToLocal(file) : null;
        return new ListingRow(line, image.DescribeAddress(line.Address | 1), path, place?.Line ?? 0, true);
    }

    private static ListingRow Filler(uint address) =>
        new(new DisassembledLine(address, ReadOnlyMemory<byte>.Empty, "<memory cannot be read>"), null, null, 0, false);
}
