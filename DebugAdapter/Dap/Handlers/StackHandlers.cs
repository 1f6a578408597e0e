using RspDebug.DebugAdapter.Dap.Protocol;
using RspDebug.DebugAdapter.Engine.Stack;
using Frame = RspDebug.DebugAdapter.Dap.Protocol.StackFrame;

namespace RspDebug.DebugAdapter.Dap.Handlers;

/// <summary><c>stackTrace</c>.</summary>
internal sealed class StackHandlers(AdapterSession adapter)
{
    private const int AllFrames = 512;

    /// <summary>Adds the handler.</summary>
    public void Register(RequestTable requests) => requests.Handle(DapRequests.StackTrace, StackTraceAsync);

    private async ValueTask<StackTraceResponse> StackTraceAsync(StackTraceArguments arguments, RequestContext context, CancellationToken cancellationToken)
    {
        int start = Math.Max(0, arguments.StartFrame ?? 0), count = arguments.Levels is > 0 and int levels ? levels : AllFrames;
        StackView stack = await adapter.Halted.StackAsync(start, count, cancellationToken).ConfigureAwait(false);
        List<Frame> frames = [.. stack.Frames.Select(Describe)];
        if (stack.Ending is { } ending && start + frames.Count == stack.Total && frames.Count < count)
            frames.Add(new Frame(0, $"<{ending}>", 0, 0, PresentationHint: "label"));
        return new(frames, stack.Ending is null ? stack.Total : stack.Total + 1);
    }

    private static Frame Describe(Engine.Stack.StackFrame frame)
    {
        string name = frame.Source is { IsInlined: true } ? $"{frame.Name} [inlined]" : frame.Name;
        if (frame.Interruption is { } interruption)
            name = $"{name} [interrupted by {interruption}]";
        Source? source = frame.Path is { } path ? new Source(Path.GetFileName(path), path) : null;
        return new Frame(frame.Id, name, frame.Line, frame.Column, source,
            InstructionPointerReference: MemoryReference.Format(frame.Pc), PresentationHint: source is null ? "subtle" : "normal");
    }
}
