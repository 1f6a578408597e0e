using RspDebug.DebugAdapter.Engine.Disassembly;
using RspDebug.DebugAdapter.Engine.Faults;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Symbols;
using RspDebug.Dwarf.Unwind;

namespace RspDebug.DebugAdapter.Engine.Session;

// The story of a fault, from the status registers and the frame that the processor stacked.
internal sealed partial class DebugSession
{
    private const int MostFramesToFault = 64;
    private static readonly CoreRegister[] Stacked =
        [CoreRegister.R0, CoreRegister.R1, CoreRegister.R2, CoreRegister.R3, CoreRegister.R12, CoreRegister.Lr, CoreRegister.Pc, CoreRegister.Xpsr];

    /// <summary>Explains the fault that the halted core is in, or that its status registers still record; null when there is none.</summary>
    public Task<FaultStory?> ExplainFaultAsync(CancellationToken cancellationToken) => _loop.PostAsync(CommandNeeds.Halted, () => TellFaultAsync(cancellationToken));

    private async ValueTask<FaultStory?> TellFaultAsync(CancellationToken cancellationToken)
    {
        await _target.RefreshAsync(cancellationToken).ConfigureAwait(false);
        if (await FaultRegisters.ReadAsync(_target.Memory, cancellationToken).ConfigureAwait(false) is not { } registers)
            return null;
        return registers.IsEmpty && _target.Ipsr is < 3 or > 7 ? null : FaultStory.Tell(registers, await FindSiteAsync(cancellationToken).ConfigureAwait(false));
    }

    // The frame that the fault handler interrupted; it need not be the innermost one: the handler may have called on.
    private async ValueTask<FaultSite> FindSiteAsync(CancellationToken cancellationToken)
    {
        int? handler = _target.Ipsr is 0 ? null : (int)_target.Ipsr;
        IReadOnlyList<UnwindFrame> frames = await _stack.FramesAsync(MostFramesToFault, cancellationToken).ConfigureAwait(false);
        UnwindFrame? faulting = frames.FirstOrDefault(f => f.Exception?.Number is >= 3 and <= 7) ?? (handler is >= 3 and <= 7 ? frames.FirstOrDefault(f => f.Exception is not null) : null);
        if (faulting is null)
            return new FaultSite(handler);
        uint pc = (uint)faulting.Pc.Value;
        return new FaultSite(faulting.Exception!.Number ?? handler)
        {
            Pc = pc,
            FrameBase = (uint)faulting.Exception.FrameBase.Value,
            Registers = [.. Stacked.Where(r => faulting.Registers[r] is not null).Select(r => KeyValuePair.Create(r.ToString().ToLowerInvariant(), faulting.Registers[r]!.Value))],
            Instruction = await DisassembleOneAsync(pc, cancellationToken).ConfigureAwait(false),
            Place = PlaceOf(pc),
        };
    }

    private async ValueTask<string?> DisassembleOneAsync(uint pc, CancellationToken cancellationToken)
    {
        byte[] code = await _target.Memory.ReadAsync(pc, 4, cancellationToken).ConfigureAwait(false);
        return code.Length < 2 ? null : _disassembler.Value.Disassemble(pc, code, _ => false, 1) is [DisassembledLine line, ..] ? line.Text : null;
    }

    private string? PlaceOf(uint pc)
    {
        if (_image is null)
            return null;
        string? function = _image.Info.FindFunction(new CodeAddress(pc))?.Name ?? _image.DescribeAddress(pc | 1);
        return _image.Info.TryFindLine(new CodeAddress(pc), out SourceLocation? line) && line is { File: { } file, Line: > 0 }
            ? $"{function ?? $"0x{pc:x8}"} ({Path.GetFileName(file.Path)}:{line.Line})"
            : function;
    }
}
