namespace RspDebug.Dwarf.Unwind.Thumb;

/// <summary>Plans by analysis of the function's instructions.</summary>
internal sealed class FlowPlanner(ICodeMap map, FlowCache flows)
{
    // GCC moves unlikely paths of f to f.cold: it is entered by a branch, in the middle of f's frame.
    private const string ColdMark = ".cold";

    // Null when the function or the way to its instruction is not known.
    public FramePlan? TryPlan(FrameQuery query) => TryPlan(query, out _);

    // Exact: each change of SP on the way from the entry to this instruction is known.
    public FramePlan? TryPlan(FrameQuery query, out bool isExact)
    {
        isExact = false;
        if (TryFindState(query, out bool isGuess, out SymbolicState? doubtful) is not { } state)
            return null;
        isExact = state.Sp.Id == 0 && !isGuess && doubtful is null;
        // Paths that meet with different SP leave a frame pointer, or one of them does not come back from a call that it made.
        uint? byPointer = doubtful is null ? null : TryComputeCfa(query, doubtful);
        if ((byPointer ?? TryComputeCfa(query, state)) is not { } cfa)
            return null;
        if (byPointer is not null)
            state = doubtful!;
        bool returnsToMain = state.Sp.Id != 0 && query.IsOnMainStack(cfa);
        if (!query.IsPlausible(cfa) && !returnsToMain)
            return null;
        // A waiting caller has already made its call: what only R0-R3, R12 or LR held is gone.
        var places = new SlotPlaces(query.IsCall ? SymbolicStep.AfterCall(state) : state, query.Sp, cfa);
        var saved = new List<KeyValuePair<CoreRegister, Recovery>>();
        foreach (CoreRegister register in SlotPlaces.CalleeSaved)
        {
            // What a core register held on entry is lost when nothing holds it; S registers are followed only where they are pushed.
            if (places.Find(register) is { } recovery)
                saved.Add(new(register, recovery));
            else if (register <= CoreRegister.R11)
                saved.Add(new(register, default));
        }
        return new FramePlan(UnwindMethod.Prologue)
        {
            Cfa = cfa,
            Registers = saved,
            ReturnAddress = places.Find(CoreRegister.Lr) ?? new Recovery(RecoveryKind.Lost),
            Confidence = FrameConfidence.Probable,
            ReturnsToMainStack = returnsToMain,
        };
    }

    /// <summary>The function has undone its frame at this instruction: SP and LR are as on entry.</summary>
    public bool IsFrameGone(FrameQuery query) =>
        TryFindState(query, out _, out SymbolicState? doubtful) is { } state && doubtful is null && state.Sp == SymbolicValue.Stack(0, 0) && state.Registers[ThumbInstruction.Lr] == SymbolicValue.Entry(CoreRegister.Lr);

    private SymbolicState? TryFindState(FrameQuery query, out bool isGuess, out SymbolicState? doubtful)
    {
        isGuess = false;
        doubtful = null;
        if (!map.TryGetFunction(query.LookupPc, out FunctionBounds function) || CodeWindow.TryRead(function, query.Probe) is not { } code)
            return null;
        uint address = query.IsCall ? CallBefore(code, (uint)query.Pc.Value) : (uint)query.Pc.Value;
        bool keepsStack = query.Stack == StackBank.Main;
        int cold = function.Name.IndexOf(ColdMark, StringComparison.Ordinal);
        if (cold < 0)
        {
            FunctionFlow flow = flows.Get(code, map, keepsStack);
            doubtful = flow.FindDoubtful(address);
            return flow.FindState(address, out isGuess);
        }

        if (!map.TryFindFunction(function.Name[..cold], out FunctionBounds parent) || CodeWindow.TryRead(parent, query.Probe) is not { } parentCode)
            return null;
        return flows.Get(parentCode, map, keepsStack).FindStateAtBranchTo(code.Start) is { } entry ? FunctionFlow.Run(code, map, entry, keepsStack).FindState(address, out isGuess) : null;
    }

    // BLX register takes two bytes, BL four.
    private static uint CallBefore(CodeWindow code, uint returnAddress) =>
        code.TryReadHalfword(returnAddress - 2, out int half) && (half & 0xff80) == 0x4780 ? returnAddress - 2 : returnAddress - 4;

    private static uint? TryComputeCfa(FrameQuery query, SymbolicState state)
    {
        if (state.Sp.Id == 0)
            return unchecked(query.Sp - (uint)state.Sp.Number);
        for (int register = 0; register < ThumbInstruction.Sp; register++)
        {
            if (state.Registers[register] is { Kind: SymbolKind.Stack, Id: 0, Number: var distance } && query.Registers[(CoreRegister)register] is { } value)
                return unchecked(value - (uint)distance);
        }
        // SP was realigned: the old one was kept in the new part of the stack.
        uint anchor = unchecked(query.Sp - (uint)state.Sp.Number);
        foreach ((SymbolicValue place, StackSlot slot) in state.Slots)
        {
            if (place.Id == state.Sp.Id && slot.Value is { Kind: SymbolKind.Stack, Id: 0, Number: var distance } && query.Probe.TryReadWord(unchecked(anchor + (uint)place.Number), out uint word))
                return unchecked(word - (uint)distance);
        }
        return null;
    }
}
