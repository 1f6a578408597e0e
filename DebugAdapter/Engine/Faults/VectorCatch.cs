using System.Buffers.Binary;
using RspDebug.DebugAdapter.Engine.Breakpoints;
using RspDebug.DebugAdapter.Engine.Target;
using RspDebug.RspClient;

namespace RspDebug.DebugAdapter.Engine.Faults;

/// <summary>
/// Makes the core halt when chosen exceptions are taken: by the vector catch bits of DEMCR, or, where the target does not keep them (QEMU),
/// by a breakpoint at the handler's first instruction.
/// </summary>
internal sealed class VectorCatch(TargetState target, ArmedBreakpoints armed)
{
    private const uint VtorAddress = 0xE000_ED08;
    private readonly List<(uint Address, string Owner)> _handlers = [];
    private IReadOnlyList<CaughtVectors> _chosen = [];
    private uint? _before;

    /// <summary>Chooses what stops.</summary>
    /// <returns>For each of <paramref name="chosen"/> null, or why it cannot be caught.</returns>
    public async ValueTask<IReadOnlyList<string?>> ApplyAsync(IReadOnlyList<CaughtVectors> chosen, CancellationToken cancellationToken)
    {
        foreach ((uint address, string owner) in _handlers)
            await armed.DisarmAsync(address, owner, cancellationToken).ConfigureAwait(false);
        _handlers.Clear();
        _chosen = chosen;
        uint wanted = chosen.Aggregate(0u, (bits, vectors) => bits | vectors.Bits);
        uint kept = await WriteAsync(wanted, cancellationToken).ConfigureAwait(false);
        var answers = new List<string?>(chosen.Count);
        foreach (CaughtVectors vectors in chosen)
            answers.Add((kept & vectors.Bits) == vectors.Bits ? null : await WatchHandlerAsync(vectors, cancellationToken).ConfigureAwait(false));
        return answers;
    }

    /// <summary>Applies the choice again, after a reset.</summary>
    public async ValueTask ReapplyAsync(CancellationToken cancellationToken)
    {
        if (_before is not null)
            await ApplyAsync(_chosen, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Leaves the bits as they were before the session changed them.</summary>
    public async ValueTask RestoreAsync(CancellationToken cancellationToken)
    {
        if (_before is { } bits)
            await WriteAsync(bits, cancellationToken).ConfigureAwait(false);
    }

    // Gives the bits that DEMCR has afterwards. The debug request bits beside them stay as they are.
    private async ValueTask<uint> WriteAsync(uint bits, CancellationToken cancellationToken)
    {
        if (await ReadWordAsync(CaughtVectors.DemcrAddress, cancellationToken).ConfigureAwait(false) is not { } now)
            return 0;
        _before ??= now & CaughtVectors.AllBits;
        if ((now & CaughtVectors.AllBits) == bits)
            return bits;
        var word = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(word, (now & ~CaughtVectors.AllBits) | bits);
        try
        {
            await target.Memory.WriteAsync(CaughtVectors.DemcrAddress, word, cancellationToken).ConfigureAwait(false);
        }
        catch (RspRefusedException)
        {
            return now & CaughtVectors.AllBits;
        }

        return (await ReadWordAsync(CaughtVectors.DemcrAddress, cancellationToken).ConfigureAwait(false) ?? 0) & CaughtVectors.AllBits;
    }

    private async ValueTask<string?> WatchHandlerAsync(CaughtVectors vectors, CancellationToken cancellationToken)
    {
        const string NoCatch = "The target does not keep the vector catch bits (DEMCR)";
        if (vectors.Vector == 0)
            return $"{NoCatch}, and there is no handler to stop at. Use a core or server with vector catch.";
        uint table = await ReadWordAsync(VtorAddress, cancellationToken).ConfigureAwait(false) ?? 0;
        if (await ReadWordAsync(table + (uint)(4 * vectors.Vector), cancellationToken).ConfigureAwait(false) is not { } handler || (handler & 1) == 0)
            return $"{NoCatch}, and the vector table at 0x{table:x8} has no handler for it.";
        string owner = $"{vectors.Label} handler";
        if (await armed.ArmAsync(handler & ~1u, owner, cancellationToken).ConfigureAwait(false) is { } refusal)
            return $"{NoCatch}. {refusal}";
        _handlers.Add((handler & ~1u, owner));
        return null;
    }

    private async ValueTask<uint?> ReadWordAsync(uint address, CancellationToken cancellationToken)
    {
        byte[] word = await target.Memory.ReadAsync(address, 4, cancellationToken).ConfigureAwait(false);
        return word.Length < 4 ? null : BinaryPrimitives.ReadUInt32LittleEndian(word);
    }
}
