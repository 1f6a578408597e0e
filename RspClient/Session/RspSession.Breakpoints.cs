using RspDebug.RspClient.Packets;
using RspDebug.RspClient.Replies;

namespace RspDebug.RspClient.Session;

// Breakpoints and watchpoints.
public sealed partial class RspSession
{
    /// <summary>The kind of a breakpoint on Thumb code. Stubs ignore it, or take 3 (a 32-bit instruction) for the same.</summary>
    public const int ThumbBreakpointKind = 2;

    /// <summary>Inserts a breakpoint or watchpoint.</summary>
    /// <param name="type">Hardware for code in flash: OpenOCD takes a software breakpoint there literally and writes to the flash's address.</param>
    /// <param name="address">Even for code.</param>
    /// <param name="kind"><see cref="ThumbBreakpointKind"/>, or the size of a watchpoint: 1, 2 or 4 (Black Magic Probe reads the digits as decimal).</param>
    /// <param name="cancellationToken">Observed before the packet is sent.</param>
    /// <exception cref="RspTransportException">The link is lost.</exception>
    public async ValueTask<BreakpointOutcome> InsertBreakpointAsync(BreakpointType type, TargetAddress address, int kind, CancellationToken cancellationToken)
    {
        var request = new InsertBreakpointRequest(type, address, kind);
        Acknowledgement reply = await ExchangeAsync<InsertBreakpointRequest, Acknowledgement>(request, cancellationToken).ConfigureAwait(false);
        // One that went to a wrong address passes for the right one; the same one twice is one.
        if (_link.IsSuspect && reply.IsOk) reply = await ExchangeAsync<InsertBreakpointRequest, Acknowledgement>(request, cancellationToken).ConfigureAwait(false);
        return ToOutcome(reply, request.RefusalAdvice);
    }

    /// <summary>Removes a breakpoint or watchpoint, with the arguments of its insertion. One that is not set may be refused: nothing is left to do.</summary>
    /// <exception cref="RspTransportException">The link is lost.</exception>
    public async ValueTask<BreakpointOutcome> RemoveBreakpointAsync(BreakpointType type, TargetAddress address, int kind, CancellationToken cancellationToken)
    {
        var request = new RemoveBreakpointRequest(type, address, kind);
        Acknowledgement reply = await ExchangeAsync<RemoveBreakpointRequest, Acknowledgement>(request, cancellationToken).ConfigureAwait(false);
        if (_link.IsSuspect && reply.IsOk) await ExchangeAsync<RemoveBreakpointRequest, Acknowledgement>(request, cancellationToken).ConfigureAwait(false);
        return ToOutcome(reply, request.RefusalAdvice);
    }

    private static BreakpointOutcome ToOutcome(Acknowledgement reply, string advice) => reply.Status switch
    {
        ReplyStatus.Ok => BreakpointOutcome.Done.Instance,
        ReplyStatus.Unsupported => BreakpointOutcome.Unsupported.Instance,
        _ => new BreakpointOutcome.Refused(reply.Error, advice),
    };
}
