using System.Buffers.Binary;
using RspDebug.DebugAdapter.Engine.Memory;
using RspDebug.RspClient;

namespace RspDebug.DebugAdapter.Engine.Audit.Core;

/// <summary>
/// The audit of the debug components as the server shows them: is each register readable, writable where it should be, and does its value
/// agree with the architecture? What is written is restored at once and read back. The target is halted.
/// </summary>
internal sealed class DebugCoreAudit(IMemoryLink link, IProgress<string>? progress = null)
{
    private const string ServerAdvice = "The server hides this register or cannot reach it: reads of it say nothing, and what depends on it does not work. Compare with another server.";
    private readonly List<AuditFinding> _findings = [];
    private readonly List<RegisterOutcome> _outcomes = [];

    /// <summary>Looks at every register.</summary>
    public async Task<AuditReport> RunAsync(CancellationToken cancellationToken)
    {
        HashSet<string> present = await FindComponentsAsync(cancellationToken).ConfigureAwait(false);
        IEnumerable<DebugRegister> all = DebugRegisters.SystemControl()
            .Concat(DebugRegisters.FlashPatch(await ReadAsync(0xE000_2000, cancellationToken).ConfigureAwait(false) ?? 0))
            .Concat(DebugRegisters.DataWatch(await ReadAsync(0xE000_1000, cancellationToken).ConfigureAwait(false) ?? 0))
            .Concat(DebugRegisters.Trace()).Concat(DebugRegisters.PortInterface()).Concat(DebugRegisters.InstructionTrace());
        foreach (IGrouping<string, DebugRegister> component in all.GroupBy(r => r.Component))
        {
            if (!present.Contains(component.Key))
                continue;
            progress?.Report($"{component.Key} ...");
            foreach (DebugRegister register in component)
                await CheckAsync(register, cancellationToken).ConfigureAwait(false);
        }

        return AuditReport.Of("core", _findings, Facts(present), TableOfOutcomes());
    }

    // The ROM table tells what is there; the trace port and the ETM are options (C1.2.4). Without a table all is looked for.
    private async ValueTask<HashSet<string>> FindComponentsAsync(CancellationToken cancellationToken)
    {
        HashSet<string> present = [];
        foreach ((string name, uint address, int index) in DebugRegisters.Components)
        {
            uint? entry = await ReadAsync(DebugRegisters.RomTable + (uint)(4 * index), cancellationToken).ConfigureAwait(false);
            uint expected = unchecked(address - DebugRegisters.RomTable) & 0xFFFF_F000;
            if (entry is 0 or null || (entry & 1) != 0)
                present.Add(name);
            if (entry is { } value and not 0 && (value & 0xFFFF_F000) != expected)
                _findings.Add(new("disagrees", AuditSeverity.Error, $"The ROM table places the {name} at 0x{unchecked(DebugRegisters.RomTable + (value & 0xFFFF_F000)):x8}, not at 0x{address:x8}.", ServerAdvice) { Address = DebugRegisters.RomTable + (uint)(4 * index) });
            if (present.Contains(name))
                await CheckIdentityAsync(name, address, cancellationToken).ConfigureAwait(false);
        }

        return present;
    }

    // CIDR0-3 of every CoreSight component: 0D, class, 05, B1 (C1.2.3).
    private async ValueTask CheckIdentityAsync(string name, uint address, CancellationToken cancellationToken)
    {
        uint identity = 0;
        for (int i = 0; i < 4; i++)
            identity |= ((await ReadAsync(address + 0xFF0 + (uint)(4 * i), cancellationToken).ConfigureAwait(false) ?? 0) & 0xFF) << (8 * i);
        bool isComponent = (identity & 0xFFFF_0FFF) == 0xB105_000D;
        var register = new DebugRegister(name, "CIDR", address + 0xFF0);
        string? problem = isComponent ? null : $"the identification is 0x{identity:x8}, not that of a CoreSight component (0xb105?00d)";
        _outcomes.Add(new RegisterOutcome(register, identity, null, problem));
        if (problem is not null)
            Report("disagrees", register, $"{name}: {problem}.");
    }

    private async ValueTask CheckAsync(DebugRegister register, CancellationToken cancellationToken)
    {
        if (await ReadAsync(register.Address, cancellationToken).ConfigureAwait(false) is not { } value)
        {
            _outcomes.Add(new RegisterOutcome(register, null, null, "not readable"));
            Report("unreadable", register, $"{register.Name} cannot be read.");
            return;
        }

        string? problem = register.Check(value);
        if (problem is not null)
            Report("disagrees", register, $"{register.Name} reads 0x{value:x8}: {problem}.");
        bool? isWritable = register.WritableBits != 0 && register.MayWrite(value) ? await IsWritableAsync(register, value, cancellationToken).ConfigureAwait(false) : null;
        if (isWritable == false)
            Report("not-writable", register, $"{register.Name} does not keep what is written to it.");
        _outcomes.Add(new RegisterOutcome(register, value, isWritable, problem));
    }

    private async ValueTask<bool> IsWritableAsync(DebugRegister register, uint before, CancellationToken cancellationToken)
    {
        // A register that holds the pattern already is tried with its opposite.
        uint wanted = (before & register.WritableBits) == (register.Pattern & register.WritableBits) ? ~register.Pattern : register.Pattern;
        bool taken = await WriteAsync(register.Address, (before & ~register.WritableBits) | (wanted & register.WritableBits), cancellationToken).ConfigureAwait(false);
        uint? written = await ReadAsync(register.Address, cancellationToken).ConfigureAwait(false);
        await WriteAsync(register.Address, before, cancellationToken).ConfigureAwait(false);
        uint? restored = await ReadAsync(register.Address, cancellationToken).ConfigureAwait(false);
        if ((restored & register.WritableBits) != (before & register.WritableBits))
            Report("not-restored", register, $"{register.Name} read 0x{before:x8} and could not be restored: it reads 0x{restored ?? 0:x8} after the test.");
        return taken && (written & register.WritableBits) == (wanted & register.WritableBits);
    }

    private async ValueTask<uint?> ReadAsync(uint address, CancellationToken cancellationToken)
    {
        var word = new byte[4];
        return await link.ReadAsync(address, word, cancellationToken).ConfigureAwait(false) == word.Length ? BinaryPrimitives.ReadUInt32LittleEndian(word) : null;
    }

    private async ValueTask<bool> WriteAsync(uint address, uint value, CancellationToken cancellationToken)
    {
        var word = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(word, value);
        try
        {
            await link.WriteAsync(address, word, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (RspRefusedException)
        {
            return false;
        }
    }

    private void Report(string rule, DebugRegister register, string text) =>
        _findings.Add(new(rule, AuditSeverity.Error, text, ServerAdvice) { Address = register.Address });

    private IReadOnlyList<KeyValuePair<string, object?>> Facts(HashSet<string> present) =>
    [
        new("components", string.Join(' ', DebugRegisters.Components.Select(c => c.Name).Where(present.Contains))),
        new("registersRead", (long)_outcomes.Count(o => o.Value is not null)),
        new("registersWritten", (long)_outcomes.Count(o => o.IsWritable is not null)),
    ];

    private AuditTable TableOfOutcomes() => new("registers", ["component", "register", "address", "readable", "value", "writable", "agrees"],
        [.. _outcomes.Select(o => (IReadOnlyList<object?>)[o.Register.Component, o.Register.Name, (long)o.Register.Address, o.Value is not null, (long?)o.Value, o.IsWritable, o.Problem is null])]);
}
