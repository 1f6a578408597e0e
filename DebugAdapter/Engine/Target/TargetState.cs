using RspDebug.DebugAdapter.Engine.Memory;

namespace RspDebug.DebugAdapter.Engine.Target;

/// <summary>
/// The target's registers and memory between a stop and the next resume, each fetched once. Only the engine loop touches it.
/// </summary>
internal sealed class TargetState
{
    private readonly Dictionary<string, TargetRegister> _byName;
    private bool _registersRead;
    private TargetRegister? _distrusted;

    public TargetState(ITargetLink link, ImageMemory image)
    {
        Link = link;
        Image = image;
        Memory = new HaltedMemory(link, image);
        Values = new RegisterValues(link.Registers.Count);
        _byName = link.Registers.ToDictionary(r => r.Name, StringComparer.Ordinal);
    }

    /// <summary>The way to the target.</summary>
    public ITargetLink Link { get; }

    /// <summary>Image bytes that need no packet.</summary>
    public ImageMemory Image { get; }

    /// <summary>Memory of this stop.</summary>
    public HaltedMemory Memory { get; }

    /// <summary>What is known of the registers of this stop.</summary>
    public RegisterValues Values { get; }

    /// <summary>A register to ask for along with the packet of the next stop, because it is sure to be wanted; taken back once it was.</summary>
    public TargetRegister? WantedNext { get; set; }

    /// <summary>The range of a <see cref="ResumeKind.StepRange"/>: the first address inside and the first one past it.</summary>
    public (uint Start, uint End) SteppingRange { get; set; }

    /// <summary>The registers of this stop were read.</summary>
    public bool AreRegistersRead => _registersRead;

    /// <summary>A register was written since the last resume; a server may keep it back from the core until the next one.</summary>
    public bool IsRegisterWritten { get; private set; }

    /// <summary>Counts resumes; what was handed out for an earlier number is stale.</summary>
    public int Generation { get; private set; }

    /// <summary>PC of this stop; <see cref="RefreshAsync"/> has run.</summary>
    public uint Pc => Core("pc");

    /// <summary>Current stack pointer.</summary>
    public uint Sp => Core("sp");

    /// <summary>Program status register; bits 8:0 are the exception number.</summary>
    public uint Xpsr => Core("xpsr");

    /// <summary>Exception number: 0 in Thread mode.</summary>
    public uint Ipsr => Xpsr & 0x1FF;

    /// <summary>A core register r0 to r15 by number.</summary>
    public uint R(int number) => Core(RegisterNames.Core[number]);

    /// <summary>Looks a register up by its normalised name.</summary>
    public bool TryFind(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out TargetRegister? register) =>
        _byName.TryGetValue(name, out register);

    /// <summary>From here on a register is not offered: what the server gives under its name is something else.</summary>
    public void Distrust(TargetRegister register)
    {
        _byName.Remove(register.Name);
        Values[register.Index] = null;
        _distrusted = register;
    }

    /// <summary>Forgets everything of this stop, just before a resume.</summary>
    public void BeginRun()
    {
        Generation++;
        IsRegisterWritten = false;
        _registersRead = false;
        Values.Clear();
        Memory.Invalidate();
    }

    /// <summary>Resumes, after <see cref="BeginRun"/>; a step brings the registers of its stop along where the server allows.</summary>
    public async Task<TargetStop> ResumeAsync(ResumeKind kind, bool readsRegisters, CancellationToken cancellationToken)
    {
        if (kind == ResumeKind.StepRange)
            return await Link.StepRangeAsync(SteppingRange.Start, SteppingRange.End, cancellationToken).ConfigureAwait(false);
        if (kind != ResumeKind.Step || !readsRegisters || !Link.ReadsBehindSteps)
            return await Link.ResumeAsync(kind, cancellationToken).ConfigureAwait(false);
        (TargetRegister? besides, WantedNext) = (WantedNext, null);
        (TargetStop stop, _registersRead) = await Link.StepAndReadAsync(Values, besides, cancellationToken).ConfigureAwait(false);
        HideDistrusted();
        return stop;
    }

    /// <summary>Reads the register packet once a stop.</summary>
    public async ValueTask RefreshAsync(CancellationToken cancellationToken)
    {
        if (_registersRead)
            return;
        (TargetRegister? besides, WantedNext) = (WantedNext, null);
        await Link.ReadRegistersAsync(Values, besides, cancellationToken).ConfigureAwait(false);
        // st-util's register packet ends before xPSR, without which there is no telling a handler from the program.
        if (TryFind("xpsr", out TargetRegister? status) && Values[status.Index] is null)
            await Link.ReadRegisterAsync(status, Values, cancellationToken).ConfigureAwait(false);
        _registersRead = true;
        HideDistrusted();
    }

    /// <summary>The value of a register, read when it is not known yet; null when the server does not have it or refuses.</summary>
    public async ValueTask<ulong?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        if (!TryFind(name, out TargetRegister? register))
            return null;
        if (Values[register.Index] is { } known)
            return known;
        return await Link.ReadRegisterAsync(register, Values, cancellationToken).ConfigureAwait(false) ? Values[register.Index] : null;
    }

    /// <summary>Writes a register at the target. A new PC, SP or mask changes what the others mean, so all are read again.</summary>
    public async ValueTask WriteAsync(TargetRegister register, ulong value, CancellationToken cancellationToken)
    {
        await Link.WriteRegisterAsync(register, value, cancellationToken).ConfigureAwait(false);
        _registersRead = false;
        IsRegisterWritten = true;
        Values.Clear();
        await RefreshAsync(cancellationToken).ConfigureAwait(false);
    }

    private void HideDistrusted()
    {
        if (_distrusted is { } register)
            Values[register.Index] = null;
    }

    private uint Core(string name) =>
        _byName.TryGetValue(name, out TargetRegister? register) && Values[register.Index] is { } value
            ? (uint)value
            : throw new Session.EngineRequestException($"The server did not give the register {name}. Read its target description with the repl command `maint target`.");
}
