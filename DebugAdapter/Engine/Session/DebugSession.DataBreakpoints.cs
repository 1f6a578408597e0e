using System.Globalization;
using RspDebug.DebugAdapter.Engine.Breakpoints;
using RspDebug.DebugAdapter.Engine.Disassembly;
using RspDebug.DebugAdapter.Engine.Execution;
using RspDebug.DebugAdapter.Engine.Expressions;
using RspDebug.DebugAdapter.Engine.Expressions.Evaluation;
using RspDebug.DebugAdapter.Engine.Target;
using RspDebug.DebugAdapter.Engine.Variables;
using RspDebug.DebugAdapter.Engine.Variables.Formatting;
using RspDebug.DebugAdapter.Engine.Variables.Frames;
using RspDebug.DebugAdapter.Engine.Variables.Locations;
using RspDebug.DebugAdapter.Engine.Variables.Types;
using RspDebug.Dwarf.Unwind.Thumb;

namespace RspDebug.DebugAdapter.Engine.Session;

// Data breakpoints: what can be watched, and what a stop says.
internal sealed partial class DebugSession
{
    private const uint DwtCtrlAddress = 0xE000_1000;

    // Typed values by id, so that a stop shows them as the variables view does. Ids of an earlier session show plain numbers.
    private readonly Dictionary<string, TypedValue> _watchable = new(StringComparer.Ordinal);

    /// <summary>Finds the data behind a row of the variables view or an expression.</summary>
    /// <param name="name">Name of the child of <paramref name="reference"/>, or an expression.</param>
    /// <param name="reference">Parent row, or 0.</param>
    /// <param name="frameId">Frame of an expression.</param>
    /// <param name="sizeInBytes">Length to watch instead of the type's, or null.</param>
    /// <param name="cancellationToken">Ends the waits for the server.</param>
    public Task<WatchableData> FindWatchableAsync(string name, int reference, int? frameId, int? sizeInBytes, CancellationToken cancellationToken) =>
        _loop.PostAsync(CommandNeeds.Halted, async () =>
        {
            VariableNode? node = reference == 0 ? null : _variables.Get(reference);
            if (node is VariableNode.RegisterBank)
                return new WatchableData(0, 0, name, $"{name} is a register of the processor; only memory can be watched.");
            string expression = node is null ? name : await EvaluateNameOfAsync(node, name, cancellationToken).ConfigureAwait(false);
            int? frame = node?.FrameId ?? frameId ?? await InnermostFrameAsync(cancellationToken).ConfigureAwait(false);
            FramePlace? place = await PrepareAsync(expression, frame, cancellationToken).ConfigureAwait(false);
            EvaluatedExpression result = await _target.Memory.RunAsync(m => new FrameEvaluation(RequireImage(), place, m).Inspector.Evaluate(expression), cancellationToken).ConfigureAwait(false);
            await CountWatchComparatorsAsync(cancellationToken).ConfigureAwait(false);
            WatchableData data = Describe(expression, result.Value, sizeInBytes);
            if (data.Refusal is null)
                _watchable[data.Id] = result.Value;
            return data;
        });

    /// <summary>Data at an address, without a type.</summary>
    public Task<WatchableData> FindWatchableAsync(uint address, int sizeInBytes, CancellationToken cancellationToken) => _loop.PostAsync(CommandNeeds.Halted, async () =>
    {
        await CountWatchComparatorsAsync(cancellationToken).ConfigureAwait(false);
        return new WatchableData(address, sizeInBytes, $"0x{address:x8}", _data.RefusalBySize(address, sizeInBytes), IsLasting: true);
    });

    /// <summary>Replaces the data breakpoints; a running target is halted for a moment.</summary>
    public Task<IReadOnlyList<DataBreakpoint>> SetDataBreakpointsAsync(IReadOnlyList<DataBreakpointSpec> specs, CancellationToken cancellationToken) =>
        _loop.PostAsync(CommandNeeds.ShortHalt, async () =>
        {
            AnnounceShortHalt();
            if (specs.Count > 0)
                await CountWatchComparatorsAsync(cancellationToken).ConfigureAwait(false);
            IReadOnlyList<DataBreakpoint> list = await _fpscr.WatchAsync(
                "while data breakpoints were set", () => _data.ReplaceAsync(specs, cancellationToken), cancellationToken).ConfigureAwait(false);
            foreach (DataBreakpoint breakpoint in list.Where(b => b.IsVerified))
                breakpoint.Value = await ReadWatchedAsync(breakpoint, cancellationToken).ConfigureAwait(false);
            return list;
        });

    /// <inheritdoc/>
    async ValueTask<DataStop?> IUserStops.DecideDataAsync(TargetStop stop, CancellationToken cancellationToken)
    {
        if (await TryPassBreakpointInstructionAsync(cancellationToken).ConfigureAwait(false))
            return new DataStop([], "");
        if (await FindHitAsync(stop, cancellationToken).ConfigureAwait(false) is not { } hit)
            return null;
        byte[] before = hit.Value;
        if (_link.StopsBeforeDataAccess)
            await PassAccessAsync(hit, cancellationToken).ConfigureAwait(false);
        hit.Value = await ReadWatchedAsync(hit, cancellationToken).ConfigureAwait(false);
        string text = await DescribeChangeAsync(hit, before, cancellationToken).ConfigureAwait(false);
        DataBreakpointSpec spec = hit.Spec;
        if (spec.Condition is { Length: > 0 } condition && !await ConditionHoldsAsync(spec.Name, condition, cancellationToken).ConfigureAwait(false))
            return new DataStop([], text);
        hit.Hits++;
        return new DataStop(spec.HitCondition is { Length: > 0 } hits && HitCondition.Holds(hits, hit.Hits) == false ? [] : [hit.Id], text);
    }

    // BKPT halts inside an IT block whatever its condition says (ARMv7-M ARM A7.7.17): one whose condition is false was not meant.
    private async ValueTask<bool> TryPassBreakpointInstructionAsync(CancellationToken cancellationToken)
    {
        uint xpsr = _target.Xpsr, pc = _target.Pc;
        if (ItState.Runs(xpsr) || !await IsAtBreakpointInstructionAsync(cancellationToken).ConfigureAwait(false))
            return false;
        await RegisterAccess.WriteAsync(_target, "xpsr", ItState.Advance(xpsr), cancellationToken).ConfigureAwait(false);
        await RegisterAccess.WriteAsync(_target, "pc", pc + 2, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async ValueTask PassAccessAsync(DataBreakpoint hit, CancellationToken cancellationToken)
    {
        await _data.LiftAsync(hit, cancellationToken).ConfigureAwait(false);
        await _instructions.StepAsync(cancellationToken).ConfigureAwait(false);
        await _data.ReplaceAsync(hit, cancellationToken).ConfigureAwait(false);
    }

    // OpenOCD names no watchpoint in its stops: then the DWT tells, or a changed value, or that there is only one.
    private async ValueTask<DataBreakpoint?> FindHitAsync(TargetStop stop, CancellationToken cancellationToken)
    {
        DataBreakpoint[] armed = [.. _data.Armed];
        if (armed.Length == 0)
            return null;
        if (stop.WatchAddress is { } at)
            return armed.FirstOrDefault(b => at >= b.Spec.Address && at < b.Spec.Address + (ulong)b.Spec.SizeInBytes) ?? armed.FirstOrDefault(b => b.Spec.Touches(at));
        if (await IsAtBreakpointInstructionAsync(cancellationToken).ConfigureAwait(false))
            return null;
        if (armed.Length > 1 && await ReadMatchesAsync(cancellationToken).ConfigureAwait(false) is { } matches)
        {
            DataBreakpoint[] matched = [.. armed.Where(b => WatchPieces.Split(b.Spec.Address, b.Spec.SizeInBytes).Any(piece => matches.Contains(piece.Address)))];
            if (matched.Length <= 1)
                return matched.FirstOrDefault();
            return await FirstChangedAsync(matched, cancellationToken).ConfigureAwait(false) ?? matched[0]; // one instruction accessed several
        }

        return await FirstChangedAsync(armed, cancellationToken).ConfigureAwait(false) ?? (armed is [var only] && _target.Ipsr is < 3 or > 7 ? only : null);
    }

    private async ValueTask<DataBreakpoint?> FirstChangedAsync(IEnumerable<DataBreakpoint> armed, CancellationToken cancellationToken)
    {
        foreach (DataBreakpoint breakpoint in armed.Where(b => b.Spec.Access != DataAccess.Read))
            if (!(await ReadWatchedAsync(breakpoint, cancellationToken).ConfigureAwait(false)).AsSpan().SequenceEqual(breakpoint.Value))
                return breakpoint;
        return null;
    }

    private async ValueTask<IReadOnlyList<uint>?> ReadMatchesAsync(CancellationToken cancellationToken)
    {
        int size = WatchMatches.SizeInBytes(_data.Comparators ?? 0);
        return size == 0 ? null : WatchMatches.Read(await _target.Memory.ReadAsync(WatchMatches.FirstAddress, size, cancellationToken).ConfigureAwait(false));
    }

    private async ValueTask<bool> IsAtBreakpointInstructionAsync(CancellationToken cancellationToken) =>
        await _target.Memory.ReadAsync(_target.Pc, 2, cancellationToken).ConfigureAwait(false) is [_, 0xBE];

    private ValueTask<byte[]> ReadWatchedAsync(DataBreakpoint breakpoint, CancellationToken cancellationToken) =>
        _target.Memory.ReadAsync(breakpoint.Spec.Address, breakpoint.Spec.SizeInBytes, cancellationToken);

    private async ValueTask<string> DescribeChangeAsync(DataBreakpoint hit, byte[] before, CancellationToken cancellationToken)
    {
        string place = $"{hit.Spec.Name} (0x{hit.Spec.Address:x8})";
        string now = await FormatAsync(hit, hit.Value, cancellationToken).ConfigureAwait(false);
        if (hit.Spec.Access == DataAccess.Read)
            return $"{place} was read: {now}";
        if (before.AsSpan().SequenceEqual(hit.Value))
            return hit.Spec.Access == DataAccess.Write ? $"{place} was written with the value it had: {now}" : $"{place} was accessed: {now}";
        return $"{place} changed: {await FormatAsync(hit, before, cancellationToken).ConfigureAwait(false)} -> {now}";
    }

    // The value as its type shows it; the bytes are those of one moment, so they are put in place of the memory.
    private async ValueTask<string> FormatAsync(DataBreakpoint hit, byte[] bytes, CancellationToken cancellationToken)
    {
        var data = new WatchableData(hit.Spec.Address, hit.Spec.SizeInBytes, hit.Spec.Name);
        if (_image is not null && _watchable.TryGetValue(data.Id, out TypedValue? value) && bytes.Length == value.Type.KnownSize() && value.Bits is null)
        {
            TypedValue moment = value with { Location = new ValueLocation.Constant([.. bytes]) };
            return await _target.Memory.RunAsync(m => new FrameEvaluation(_image, null, m).Inspector.Format(moment, FormatOptions.Default), cancellationToken).ConfigureAwait(false);
        }

        return bytes.Length is 1 or 2 or 4 or 8 ? ToNumber(bytes).ToString(CultureInfo.InvariantCulture) + $" (0x{ToNumber(bytes):x})" : Convert.ToHexStringLower(bytes);
    }

    private WatchableData Describe(string name, TypedValue value, int? sizeInBytes)
    {
        long? size = sizeInBytes ?? (value.Bits is { } bits ? bits.SizeInBytes : value.Type.KnownSize());
        return (value.Location, size) switch
        {
            (ValueLocation.Memory memory, > 0 and { } length) => new WatchableData(
                (uint)memory.Address.Value, (int)length, name, _data.RefusalBySize((uint)memory.Address.Value, length), IsStatic((uint)memory.Address.Value)),
            (ValueLocation.Memory, _) => new(0, 0, name, $"The size of '{name}' is not known. Watch a member or an element."),
            (ValueLocation.Split, _) => new(0, 0, name, $"'{name}' is in registers here; only memory can be watched. At -O0 it is on the stack."),
            (ValueLocation.OptimizedOut, _) => new(0, 0, name, $"'{name}' does not exist at this place: the compiler optimised it out."),
            (ValueLocation.Constant, _) => new(0, 0, name, $"'{name}' is a value without a place in memory."),
            _ => new(0, 0, name, $"The place of '{name}' is not known here."),
        };
    }

    private bool IsStatic(uint address) => _image?.Elf.Symbols.TryFindObject(new(address), out _) == true;

    // ARMv7-M ARM C1.8.7: DWT_CTRL.NUMCOMP in 31:28. QEMU reads 0: the server decides then.
    private async ValueTask CountWatchComparatorsAsync(CancellationToken cancellationToken)
    {
        if (_data.Comparators is not null)
            return;
        byte[] control = await _target.Memory.ReadAsync(DwtCtrlAddress, 4, cancellationToken).ConfigureAwait(false);
        if (control.Length == 4 && control[3] >> 4 is > 0 and var count)
            _data.Comparators = count;
    }

    private void AnnounceShortHalt()
    {
        if (_isRunning)
            _events.OnOutput(OutputKind.Notice, "The target was halted for a moment to change its breakpoints.\n");
    }
}
