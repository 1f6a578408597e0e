using RspDebug.DebugAdapter.Engine.Target;

namespace RspDebug.DebugAdapter.Engine.FloatingPoint;

/// <summary>
/// The way to FPSCR. What the server calls <c>fpscr</c> is compared with what the core says, until both agree on a value that is not zero; where they
/// differ, the server's numbering is wrong and the core's debug registers are used from then on. Nothing is written to a register that was found wrong.
/// </summary>
/// <remarks>Seen in the field: <c>P 23</c> that wrote S2, writes to S[n] that hit S[n/2]; a layout of <c>g</c> that the description does not match.</remarks>
internal sealed class FpscrAccess(TargetState target, Action<string> report)
{
    /// <summary>Bits that FPSCR does not have on any M-profile core: N-V, AHP to RMode, the exception flags; v8.1-M adds QC, FZ16 and LTPSIZE.</summary>
    internal const uint ReservedBits = 0x0030_FF60;

    private readonly CoreRegisterPort _port = new(target.Link);
    private TargetRegister? _register;
    private (int Generation, uint Value) _known = (-1, 0);
    private readonly int[] _occasions = new int[2];
    private int _portFailures;

    /// <summary>What is known of the server's numbering.</summary>
    public FpscrTrust Trust { get; private set; } = FpscrTrust.Unverifiable;

    /// <summary>FPSCR can be read: the server has it, or the core's own way is in use.</summary>
    public bool IsAvailable => Trust == FpscrTrust.Misnumbered || _register is not null || target.TryFind("fpscr", out _register);

    /// <summary>The core has debug registers, so that the server can be checked.</summary>
    public void Enable() => Trust = FpscrTrust.Unproven;

    /// <summary>Reads it, once a stop.</summary>
    public async ValueTask<uint?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!IsAvailable)
            return null;
        if (Trust != FpscrTrust.Misnumbered)
        {
            uint? served = (uint?)await target.ReadAsync(_register!.Name, cancellationToken).ConfigureAwait(false);
            return served is { } value && (value & ReservedBits) != 0 && await IsMisnumberedAsync(value, cancellationToken).ConfigureAwait(false)
                ? await ReadAsync(cancellationToken).ConfigureAwait(false) : served;
        }

        if (_known.Generation == target.Generation)
            return _known.Value;
        uint? core = await _port.ReadAsync(CoreRegisterPort.Fpscr, cancellationToken).ConfigureAwait(false);
        if (core is { } read)
            _known = (target.Generation, read);
        return core;
    }

    /// <summary>Reads it again at the same stop.</summary>
    public async ValueTask<uint?> ReadAgainAsync(CancellationToken cancellationToken)
    {
        _known = (-1, 0);
        if (Trust != FpscrTrust.Misnumbered && IsAvailable && !await target.Link.ReadRegisterAsync(_register!, target.Values, cancellationToken).ConfigureAwait(false))
            return null;
        return await ReadAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes it.</summary>
    /// <returns>What is read back.</returns>
    public async ValueTask<uint?> WriteAsync(uint value, CancellationToken cancellationToken)
    {
        if (Trust == FpscrTrust.Misnumbered)
        {
            if (!await _port.TryWriteAsync(CoreRegisterPort.Fpscr, value, cancellationToken).ConfigureAwait(false))
                return null;
        }
        else
        {
            await target.WriteAsync(_register!, value, cancellationToken).ConfigureAwait(false);
        }

        return await ReadAgainAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks for it along with the registers of the next stop.</summary>
    public void WantNext()
    {
        if (Trust != FpscrTrust.Misnumbered)
            target.WantedNext = _register;
    }

    /// <summary>Compares while nothing is proven: at the 1st, 2nd, 4th, 8th ... occasion of a kind, so that it costs nothing in the long run.</summary>
    /// <param name="isFloat">An FP instruction was executed, which is what makes the two differ.</param>
    /// <param name="cancellationToken">Ends the waits for the server.</param>
    public async ValueTask CompareAsync(bool isFloat, CancellationToken cancellationToken)
    {
        if (Trust != FpscrTrust.Unproven || !IsAvailable)
            return;
        int occasion = ++_occasions[isFloat ? 1 : 0];
        if ((occasion & (occasion - 1)) != 0)
            return;
        if (await ReadAsync(cancellationToken).ConfigureAwait(false) is { } served)
            await IsMisnumberedAsync(served, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether a value that the server gave at this stop is not FPSCR's. Says so once, and goes the other way from then on.</summary>
    public async ValueTask<bool> IsMisnumberedAsync(uint served, CancellationToken cancellationToken)
    {
        // Behind a write the server may hold the new value back until the resume (OpenOCD): then both are right.
        if (Trust is FpscrTrust.Unverifiable or FpscrTrust.Misnumbered || target.IsRegisterWritten)
            return false;
        if (await _port.ReadAsync(CoreRegisterPort.Fpscr, cancellationToken).ConfigureAwait(false) is not { } core)
            return GiveUp();
        if (core == served)
        {
            if (served != 0)
                Trust = FpscrTrust.Proven;
            return false;
        }

        // Is it the port that is wrong? It knows where the core stands, or is none.
        await target.RefreshAsync(cancellationToken).ConfigureAwait(false);
        if (await _port.ReadAsync(CoreRegisterPort.Pc, cancellationToken).ConfigureAwait(false) is not { } pc || (pc & ~1u) != target.Pc)
            return GiveUp();
        Trust = FpscrTrust.Misnumbered;
        _known = (target.Generation, core);
        target.Distrust(_register!);
        report($"The server's register fpscr is not FPSCR: it reads 0x{served:x8}, and the core has 0x{core:x8}. The server numbers its registers wrongly. "
            + "FPSCR is watched through the core's debug registers (DCRSR) instead; fpscr cannot be shown or set, and S and D registers may be wrong too.");
        return true;
    }

    private bool GiveUp()
    {
        if (++_portFailures > 1)
            Trust = FpscrTrust.Unverifiable;
        return false;
    }
}
