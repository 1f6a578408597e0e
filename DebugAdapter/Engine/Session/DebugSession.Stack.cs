using RspDebug.DebugAdapter.Engine.Stack;
using RspDebug.Dwarf.Symbols;
using RspDebug.Dwarf.Unwind;

namespace RspDebug.DebugAdapter.Engine.Session;

// The call stack, inlined functions shown as frames of their own.
internal sealed partial class DebugSession
{
    // A stack deeper than this is runaway recursion or a damaged stack; the UI pages through what there is.
    private const int MaxPhysicalFrames = 512;

    private readonly ReferenceTable<StackFrame> _frames = new("Stack frame");
    private readonly List<int> _frameIds = [];
    private int _framesGeneration = -1;
    private int _physicalShown;

    /// <summary>Frames <paramref name="start"/> to <paramref name="start"/> + <paramref name="count"/>, innermost first.</summary>
    /// <returns>The frames, and how many there are as far as is known.</returns>
    public Task<StackView> StackAsync(int start, int count, CancellationToken cancellationToken) => _loop.PostAsync(CommandNeeds.Halted, async () =>
    {
        if (_framesGeneration != _target.Generation)
            ForgetReferences();
        int wanted = (int)Math.Min((long)start + count, int.MaxValue);
        bool isComplete = await ExtendFramesAsync(wanted, cancellationToken).ConfigureAwait(false);
        List<StackFrame> part = [.. _frameIds.Skip(start).Take(count).Select(id => _frames.Get(id))];
        return new StackView(part, _frameIds.Count + (isComplete ? 0 : 1), isComplete && !_stack.EndsAtBottom ? _stack.Ending : null);
    });

    /// <summary>Adds frames until there are enough; true when the stack has no more.</summary>
    private async ValueTask<bool> ExtendFramesAsync(int wanted, CancellationToken cancellationToken)
    {
        while (_frameIds.Count < wanted && _physicalShown < MaxPhysicalFrames)
        {
            // Inlined frames come free with a physical one, so that as many as are wanted is always enough.
            int physical = Math.Min(MaxPhysicalFrames, Math.Max(_physicalShown + 1, wanted));
            IReadOnlyList<UnwindFrame> frames = await _stack.FramesAsync(physical, cancellationToken).ConfigureAwait(false);
            if (frames.Count == _physicalShown)
                return true;
            for (; _physicalShown < frames.Count; _physicalShown++)
                AddFrames(frames[_physicalShown]);
        }

        return _stack.Ending is not null && _physicalShown >= (await _stack.FramesAsync(1, cancellationToken).ConfigureAwait(false)).Count;
    }

    private void AddFrames(UnwindFrame physical)
    {
        IReadOnlyList<SourceFrame> chain = _image?.Info.GetFrames(physical.LookupPc) ?? [];
        // Copies that begin at PC and are not entered yet stay out: the innermost row is the one that calls them.
        int hidden = _physicalShown == 0 ? Math.Min(_stepper.Inline.Hidden, Math.Max(0, chain.Count - 1)) : 0;
        foreach (SourceFrame source in chain.Skip(hidden))
        {
            SourceLocation? place = source.Depth == 0 ? _codeMap?.FindLocation(physical.LookupPc) ?? source.Location : source.Location;
            Add(id => new StackFrame(id, physical, source, source.Name, LocalPath(place), place?.Line ?? 0, place?.Column ?? 0));
        }

        if (chain.Count == 0)
            Add(id => new StackFrame(id, physical, null, _image?.DescribeAddress((uint)physical.LookupPc.Value) ?? $"0x{physical.Pc.Value:x8}", null, 0, 0));
    }

    private void Add(Func<int, StackFrame> create)
    {
        // The id is part of the frame: it is taken first, then the frame is put behind it.
        int id = _frames.Reserve();
        _frames.Set(id, create(id));
        _frameIds.Add(id);
    }

    private string? LocalPath(SourceLocation? place) => place is { Line: > 0, File: { } file } ? _paths.ToLocal(file) : null;

    private void ForgetReferences()
    {
        _frames.Clear();
        _frameIds.Clear();
        _variables.Clear();
        _physicalShown = 0;
        _framesGeneration = _target.Generation;
    }
}
