using RspDebug.VirtualBoard.Core;

namespace RspDebug.DebugAdapter.Tests.Execution.Transparency;

/// <summary>What a program did, instruction by instruction, seen from inside the board: nothing that a debugger does in between shows.</summary>
/// <remarks>
/// Each context (Thread mode, each exception) has a fingerprint of its own. Thread mode's holds PC, all core registers and FPSCR of every
/// instruction; a handler's holds its PCs, since a handler finds the registers of whatever it interrupted. The merged fingerprint holds all in order.
/// Exclusive loops stay out of Thread mode's: that they go round again is how a program notices an interrupt.
/// </remarks>
internal sealed class InstructionStream((uint Start, uint End) exclusiveLoop)
{
    private readonly Dictionary<int, Fingerprint> _contexts = [];
    private Fingerprint _merged;
    private ulong _pendingAt = ulong.MaxValue;
    private int _pendingContext;
    private ulong _pendingHash, _pendingPc;
    private bool _isOn = true;

    /// <summary>Listens from the board's next instruction on.</summary>
    public static InstructionStream Of(Processor processor, (uint Start, uint End) exclusiveLoop)
    {
        var stream = new InstructionStream(exclusiveLoop);
        processor.TriggerAt(0, stream.OnInstruction);
        return stream;
    }

    /// <summary>Instructions and fingerprint of all contexts in the order they ran.</summary>
    public string Merged => _merged.ToString();

    /// <summary>Instructions and fingerprint of each context, by exception number.</summary>
    public string ByContext => string.Join("; ", _contexts.OrderBy(c => c.Key).Select(c => $"{c.Key}: {c.Value}"));

    /// <summary>Ends the recording.</summary>
    public void Stop(Processor processor)
    {
        _isOn = false;
        Commit(processor);
    }

    private void OnInstruction(Processor processor)
    {
        if (!_isOn)
            return;
        Commit(processor);
        (_pendingAt, _pendingContext, _pendingPc) = (processor.Instructions, processor.Ipsr, processor.Pc);
        ulong hash = Mix(14695981039346656037, processor.Fpscr);
        for (int i = 0; i < 16; i++)
            hash = Mix(hash, processor.GetRegister(i));
        _pendingHash = hash;
        processor.TriggerAt(processor.Instructions, OnInstruction);
    }

    // Between two calls an instruction retired, or an exception came in before it: then nothing of it has run.
    private void Commit(Processor processor)
    {
        if (_pendingAt == ulong.MaxValue || processor.Instructions == _pendingAt)
            return;
        _pendingAt = ulong.MaxValue;
        if (_pendingContext != 0 || _pendingPc < exclusiveLoop.Start || _pendingPc >= exclusiveLoop.End)
            _contexts[_pendingContext] = _contexts.GetValueOrDefault(_pendingContext).With(_pendingContext == 0 ? _pendingHash : _pendingPc);
        _merged = _merged.With(_pendingHash);
    }

    private static ulong Mix(ulong hash, ulong value) => (hash ^ value) * 1099511628211;

    private readonly record struct Fingerprint(long Count, ulong Hash)
    {
        public Fingerprint With(ulong value) => new(Count + 1, Mix(Hash + 1, value));

        public override string ToString() => $"{Count} instructions {Hash:x16}";
    }
}
