using RspDebug.DebugAdapter.Dap.Protocol;
using RspDebug.DebugAdapter.Engine.Disassembly;

namespace RspDebug.DebugAdapter.Dap.Handlers;

/// <summary><c>readMemory</c>, <c>writeMemory</c>, <c>disassemble</c>.</summary>
internal sealed class MemoryHandlers(AdapterSession adapter)
{
    // What a memory view asks for at most; a larger count is served in part, as the protocol allows.
    private const int MaxReadSizeInBytes = 4 << 20;
    private const int MaxInstructions = 20_000;

    /// <summary>Adds the handlers.</summary>
    public void Register(RequestTable requests)
    {
        requests.Handle(DapRequests.ReadMemory, ReadMemoryAsync);
        requests.Handle(DapRequests.WriteMemory, WriteMemoryAsync);
        requests.Handle(DapRequests.Disassemble, DisassembleAsync);
    }

    private async ValueTask<ReadMemoryResponse> ReadMemoryAsync(ReadMemoryArguments arguments, RequestContext context, CancellationToken cancellationToken)
    {
        uint address = MemoryReference.Parse(arguments.MemoryReference, arguments.Offset);
        int count = (int)Math.Min(Math.Clamp(arguments.Count, 0, MaxReadSizeInBytes), (1L << 32) - address);
        byte[] bytes = count == 0 ? [] : await adapter.Halted.ReadMemoryAsync(address, count, cancellationToken).ConfigureAwait(false);
        int unreadable = arguments.Count - bytes.Length;
        return new(MemoryReference.Format(address), unreadable > 0 ? unreadable : null, bytes.Length > 0 ? Convert.ToBase64String(bytes) : null);
    }

    private async ValueTask<WriteMemoryResponse> WriteMemoryAsync(WriteMemoryArguments arguments, RequestContext context, CancellationToken cancellationToken)
    {
        uint address = MemoryReference.Parse(arguments.MemoryReference, arguments.Offset);
        var bytes = new byte[arguments.Data.Length];
        if (!Convert.TryFromBase64String(arguments.Data, bytes, out int size))
            throw new DapRequestException(ErrorId.InvalidArguments, "The data of `writeMemory` is not base64.");
        await adapter.Halted.WriteMemoryAsync(address, bytes.AsMemory(0, size), cancellationToken).ConfigureAwait(false);
        context.Client.Send(DapEvents.Invalidated, new InvalidatedEvent([InvalidatedAreas.Variables]));
        return new(BytesWritten: size);
    }

    private async ValueTask<DisassembleResponse> DisassembleAsync(DisassembleArguments arguments, RequestContext context, CancellationToken cancellationToken)
    {
        uint address = MemoryReference.Parse(arguments.MemoryReference, arguments.Offset);
        int count = Math.Clamp(arguments.InstructionCount, 0, MaxInstructions);
        int offset = Math.Clamp(arguments.InstructionOffset ?? 0, -MaxInstructions, MaxInstructions);
        IReadOnlyList<ListingRow> rows = await adapter.Halted.DisassembleAsync(address, offset, count, cancellationToken).ConfigureAwait(false);
        return new(Describe(rows, arguments.ResolveSymbols ?? false));
    }

    // The source line is sent where it changes: the view shows it once above its instructions.
    private static List<DisassembledInstruction> Describe(IReadOnlyList<ListingRow> rows, bool resolveSymbols)
    {
        var instructions = new List<DisassembledInstruction>(rows.Count);
        (string? Path, int Line) shown = default;
        foreach (ListingRow row in rows)
        {
            bool isNewLine = row.Path is not null && (row.Path, row.SourceLine) != shown;
            shown = (row.Path, row.SourceLine);
            instructions.Add(new DisassembledInstruction(
                MemoryReference.Format(row.Line.Address),
                row.Line.Text,
                row.IsValid ? Convert.ToHexString(row.Line.Bytes.Span).ToLowerInvariant() : null,
                resolveSymbols ? row.Symbol : null,
                isNewLine ? new Source(Path.GetFileName(row.Path), row.Path) : null,
                isNewLine ? row.SourceLine : null,
                PresentationHint: row.IsValid ? null : "invalid"));
        }

        return instructions;
    }
}
