using RspDebug.DebugAdapter.Engine.Servers;
using RspDebug.DebugAdapter.Engine.Target;
using RspDebug.DebugAdapter.Launch;
using RspDebug.RspClient;
using RspDebug.RspClient.Session;

namespace RspDebug.DebugAdapter.Engine.Session;

/// <summary>Tells the server what interrupts do during a single-step (launch key <c>stepInterrupts</c>).</summary>
internal static class StepSetUp
{
    /// <summary>Applies the setting and gives what the engine must know of the result.</summary>
    public static async ValueTask<LinkTraits> ApplyAsync(
        RspSession rsp, ServerQuirks quirks, StepInterrupts interrupts, ISessionEvents events, CancellationToken cancellationToken)
    {
        bool letIn = interrupts != StepInterrupts.Mask;
        StepMasking means = letIn ? quirks.EnterHandlers : quirks.MaskSteps;
        bool isApplied = await TryApplyAsync(rsp, means, cancellationToken).ConfigureAwait(false);
        if (!isApplied)
            events.OnOutput(OutputKind.Warning, letIn
                ? "The server cannot let interrupts into a single-step: they wait, whatever \"stepInterrupts\" says.\n"
                : "The server cannot mask interrupts for a single-step: their handlers are run to the end, as with \"stepInterrupts\": \"run\".\n");
        return new LinkTraits
        {
            StepsLetInterruptsIn = letIn == isApplied,
            WaitsBlockSteps = quirks.WaitsBlockSteps,
            StepsOffBreakpoints = quirks.StepsOffBreakpoints,
            TakesTwoRequests = quirks.TakesTwoRequests && rsp.Capabilities.IsNoAckMode,
            ReadsBehindSteps = quirks.ReadsBehindSteps && rsp.Capabilities.IsNoAckMode,
            StepsThroughRanges = quirks.StepsThroughRanges,
            RestoreSteps = quirks.RestoreSteps,
            StopsBeforeDataAccess = quirks.StopsBeforeDataAccess,
            ReadsZerosWhereNothingIs = quirks.ReadsZerosWhereNothingIs,
            UsesChecksum = quirks.ChecksumLeavesTargetAlone,
        };
    }

    /// <summary>Tells the server; false when it refuses or has no means.</summary>
    public static async ValueTask<bool> TryApplyAsync(RspSession rsp, StepMasking means, CancellationToken cancellationToken)
    {
        switch (means)
        {
            case StepMasking.Nothing:
                return true;
            case StepMasking.Monitor monitor:
                return (await rsp.MonitorAsync(monitor.Command, cancellationToken).ConfigureAwait(false)).Status == RspClient.Replies.ReplyStatus.Ok;
            case StepMasking.Packet packet:
                return await rsp.SendRawAsync(packet.Payload, cancellationToken).ConfigureAwait(false) == "OK";
            default:
                return false;
        }
    }
}
