using System.Text;
using RspDebug.RspServer.Targets;

namespace RspDebug.DebugAdapter.Engine.Sharing;

// What is passed on to the server behind the session: its commands, and flash programming.
internal sealed partial class SharedTarget : IMonitorTarget, IFlashTarget
{
    /// <inheritdoc/>
    public ValueTask<TargetStatus> RunMonitorAsync(string command, IResumeHost console, CancellationToken cancellationToken) => TryAsync(async () =>
    {
        string text = await _session.MonitorForeignAsync(command, cancellationToken).ConfigureAwait(false);
        await console.WriteConsoleAsync(Encoding.UTF8.GetBytes(text), cancellationToken).ConfigureAwait(false);
        return TargetStatus.Ok;
    });

    /// <inheritdoc/>
    public ValueTask<TargetStatus> EraseFlashAsync(TargetAddress address, ulong lengthInBytes, CancellationToken cancellationToken) => TryAsync(async () =>
    {
        if (address.Value + lengthInBytes > 1UL << 32)
            return new TargetStatus(TargetStatusCode.BadAddress, "beyond the 32-bit address space");
        await _session.WithFlashAsync(flash => flash.EraseFlashAsync((uint)address.Value, (uint)lengthInBytes, cancellationToken)).ConfigureAwait(false);
        return TargetStatus.Ok;
    });

    /// <inheritdoc/>
    public ValueTask<TargetStatus> WriteFlashAsync(TargetAddress address, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => TryAsync(async () =>
    {
        if (address.Value + (ulong)bytes.Length > 1UL << 32)
            return new TargetStatus(TargetStatusCode.BadAddress, "beyond the 32-bit address space");
        await _session.WithFlashAsync(flash => flash.WriteFlashAsync((uint)address.Value, bytes, cancellationToken)).ConfigureAwait(false);
        return TargetStatus.Ok;
    });

    /// <inheritdoc/>
    public ValueTask<TargetStatus> FinishFlashAsync(CancellationToken cancellationToken) => TryAsync(async () =>
    {
        await _session.WithFlashAsync(flash => flash.FinishFlashAsync(cancellationToken)).ConfigureAwait(false);
        await _session.EndFlashAsync(cancellationToken).ConfigureAwait(false);
        return TargetStatus.Ok;
    });
}
