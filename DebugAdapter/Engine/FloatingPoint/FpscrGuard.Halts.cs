using RspDebug.DebugAdapter.Engine.Image;

namespace RspDebug.DebugAdapter.Engine.FloatingPoint;

// Halts: what a tool does to FPSCR while the target stands, and at the end of a free run.
internal sealed partial class FpscrGuard
{
    // Before the run that is under way; null where nothing can be told from it.
    private uint? _lastSeen;
    private bool? _isWrittenByProgram;

    /// <summary>Makes a change on the halted target that cannot touch FPSCR, such as setting breakpoints, and undoes what the server did to FPSCR by it.</summary>
    /// <param name="what">For the user: <c>while breakpoints were set</c>.</param>
    /// <param name="change">The change; it resumes nothing.</param>
    /// <param name="cancellationToken">Ends the waits for the server.</param>
    public async ValueTask<T> WatchAsync<T>(string what, Func<ValueTask<T>> change, CancellationToken cancellationToken)
    {
        long packets = target.Link.Statistics.PacketsSent;
        uint? before = mode != FpscrMode.Off && target.AreRegistersRead ? await _access.ReadAsync(cancellationToken).ConfigureAwait(false) : null;
        packets = target.Link.Statistics.PacketsSent;
        int generation = target.Generation;
        T result = await change().ConfigureAwait(false);
        bool isUntouched = target.Link.Statistics.PacketsSent == packets || generation != target.Generation;
        if (before is { } wanted && !isUntouched && await _access.ReadAgainAsync(cancellationToken).ConfigureAwait(false) is { } found && found != wanted)
            await UndoAsync(what, wanted, found, cancellationToken).ConfigureAwait(false);
        return result;
    }

    /// <summary>Remembers FPSCR before the user's next run, where <see cref="AfterRunAsync"/> can make use of it.</summary>
    /// <param name="sections">Code of the image that runs; empty when none is known.</param>
    /// <param name="cancellationToken">Ends the waits for the server.</param>
    public async ValueTask BeforeRunAsync(IReadOnlyList<ImageSection> sections, CancellationToken cancellationToken)
    {
        _lastSeen = null;
        if (mode == FpscrMode.Off || !_access.IsAvailable || !target.AreRegistersRead)
            return;
        _isWrittenByProgram ??= sections.Count == 0 || FpscrControlBits.MayBeWrittenBy(sections);
        if (!_isWrittenByProgram.Value)
            _lastSeen = await _access.ReadAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Looks at FPSCR where a run has ended. Its control bits can be judged in a program that does not write FPSCR.</summary>
    /// <inheritdoc cref="BeforeRunAsync"/>
    public async ValueTask AfterRunAsync(IReadOnlyList<ImageSection> sections, CancellationToken cancellationToken)
    {
        if (_lastSeen is not { } last || !target.AreRegistersRead || await _access.ReadAsync(cancellationToken).ConfigureAwait(false) is not { } now)
            return;
        bool isInImage = sections.Any(section => target.Pc - section.Start < (uint)section.Bytes.Length);
        if (((last ^ now) & FpscrControlBits.Mask) == 0 || !isInImage)
            return;
        byte[] word = await target.Memory.ReadAsync(FpscrControlBits.DefaultsAddress, 4, cancellationToken).ConfigureAwait(false);
        FpContext? context = await ReadContextAsync(cancellationToken).ConfigureAwait(false);
        if (word.Length < 4 || context is null || !FpscrControlBits.AreForeign(last, now, BitConverter.ToUInt32(word), context.Value))
            return;
        await UndoAsync("when the target halted", (now & ~FpscrControlBits.Mask) | (last & FpscrControlBits.Mask), now, cancellationToken).ConfigureAwait(false);
    }
}
