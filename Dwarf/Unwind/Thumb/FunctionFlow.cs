using static RspDebug.Dwarf.Unwind.Thumb.ThumbInstruction;

namespace RspDebug.Dwarf.Unwind.Thumb;

/// <summary>Follows a function from its start along every path and knows, in front of each instruction it reaches, where SP and the saved registers are.</summary>
/// <remarks>
/// Compilers keep the stack the same on all paths to an instruction, so the first path to reach it settles it. This finds the way out of prologues,
/// bodies and epilogues alike, also of shrink-wrapped functions and hand-written ones without call frame information. The exception is a loop that takes
/// room on the stack in each round (<c>alloca</c>): there paths that meet disagree about SP, and a second analysis takes it for unknown from there on.
/// </remarks>
internal sealed class FunctionFlow
{
    private const int MaxInstructions = 20_000;
    private const int MaxRounds = 8;
    // libgcc's switch helpers for ARMv6-M: the table stands behind the call (lib1funcs.S).
    private const string SwitchHelperPrefix = "__gnu_thumb1_case_";

    private readonly CodeWindow _code;
    private readonly ICodeMap _map;
    private readonly Dictionary<uint, SymbolicState> _states = [];
    private readonly Stack<(uint Address, SymbolicState State)> _open = new();
    private readonly List<uint> _unresolved = [];
    private readonly HashSet<uint> _disputed = [];
    private HashSet<uint> _unknownAt = [];
    private bool _keepsStack;
    private FunctionFlow? _doubtful;

    private FunctionFlow(CodeWindow code, ICodeMap map)
    {
        _code = code;
        _map = map;
    }

    /// <summary>Instructions that a path reaches: what it costs to keep this.</summary>
    public int Count => _states.Count + (_doubtful?.Count ?? 0);

    /// <summary>Follows all paths from the start of the code.</summary>
    /// <param name="code">The whole function.</param>
    /// <param name="map">Names the functions that it calls.</param>
    /// <param name="entry">The state in front of its first instruction.</param>
    /// <param name="keepsStack">Writes of CONTROL leave SP where it was: true when the main stack is in use now, as it was on entry.</param>
    public static FunctionFlow Run(CodeWindow code, ICodeMap map, SymbolicState entry, bool keepsStack = false)
    {
        FunctionFlow flow = new FunctionFlow(code, map) { _keepsStack = keepsStack }.FollowAll(entry), last = flow;
        HashSet<uint> disputed = [.. flow._disputed];
        for (int round = 0; round < MaxRounds && last._disputed.Count > 0; round++)
        {
            last = flow._doubtful = new FunctionFlow(code, map) { _keepsStack = keepsStack, _unknownAt = disputed }.FollowAll(entry);
            disputed.UnionWith(last._disputed);
        }
        return flow;
    }

    /// <summary>The state in front of an instruction that paths reach with different SP: what is known of it whichever came; null when they agree.</summary>
    public SymbolicState? FindDoubtful(uint address) =>
        _doubtful?._states.TryGetValue(address, out SymbolicState? state) == true && state.Sp.Id != 0 && _states.TryGetValue(address, out SymbolicState? first) && first.Sp.Id == 0 ? state : null;

    /// <summary>The state in front of an instruction; null when no path reaches it.</summary>
    /// <param name="address">Of the instruction.</param>
    /// <param name="isGuess">The code is taken for one behind a computed jump that was not understood, and for as that left things.</param>
    public SymbolicState? FindState(uint address, out bool isGuess)
    {
        isGuess = false;
        if (_states.TryGetValue(address, out SymbolicState? state))
            return state;
        isGuess = true;
        uint jump = _unresolved.Where(place => place < address).DefaultIfEmpty().Max();
        return jump == 0 ? null : _states[jump];
    }

    /// <summary>The state at a branch out of this function into another piece of it; null when there is none.</summary>
    public SymbolicState? FindStateAtBranchTo(uint piece)
    {
        foreach ((uint address, SymbolicState state) in _states)
        {
            if (_code.TryDecode(address, out ThumbInstruction instruction) && instruction.Kind is ThumbKind.Branch or ThumbKind.ConditionalBranch && instruction.Target == piece)
                return state;
        }
        return null;
    }

    private FunctionFlow FollowAll(SymbolicState entry)
    {
        _open.Push((_code.Start, entry));
        while (_open.TryPop(out (uint Address, SymbolicState State) path))
            Follow(path.Address, path.State);
        return this;
    }

    private void Follow(uint address, SymbolicState state)
    {
        while (_states.Count < MaxInstructions && _code.TryDecode(address, out ThumbInstruction instruction))
        {
            if (_unknownAt.Contains(address))
                state = state.With(ThumbInstruction.Sp, default);
            if (!_states.TryAdd(address, state))
                return;
            bool isKept = _keepsStack && instruction is { Kind: ThumbKind.WriteSpecial, Immediate: ThumbInstruction.ControlRegister };
            SymbolicState after = isKept ? state : SymbolicStep.Run(state, instruction, _code.TryReadWord);
            uint next = address + (uint)instruction.SizeInBytes;
            switch (instruction.Kind)
            {
                case ThumbKind.Branch when _code.Contains(instruction.Target):
                    next = instruction.Target;
                    break;
                case ThumbKind.ConditionalBranch:
                    Open(instruction.Target, after);
                    break;
                case ThumbKind.IfThen:
                    OpenConditionalBlock(next, instruction.Count, state);
                    break;
                case ThumbKind.Call when IsSwitchHelper(instruction.Target, out int entrySize, out bool isSigned):
                    JumpTable.ReadOffsets(_code, next, entrySize, isSigned).ForEach(target => Open(target, after));
                    return;
                case ThumbKind.Call when instruction.Target != _code.Start:
                    if (!_states.ContainsKey(instruction.Target))
                        Open(instruction.Target, SymbolicState.AtEntry);    // a local subroutine: libgcc's __muldf3 has one
                    break;
                case ThumbKind.TableBranch:
                    OpenTable(address, instruction.Rn == Pc ? JumpTable.ReadOffsets(_code, next, instruction.Count) : [], state);
                    return;
                case ThumbKind.LoadPc:
                    OpenTable(address, TableOf(state, instruction) is { } table ? JumpTable.ReadAddresses(_code, table) : [], state);
                    return;
                case ThumbKind.Branch or ThumbKind.BranchRegister or ThumbKind.Trap:
                case ThumbKind.LoadMultipleUp when (instruction.Mask & 1 << Pc) != 0:
                case ThumbKind.Load when instruction.Rd == Pc:
                    return;
            }
            (address, state) = (next, after);
            Compare(address, state);
        }
    }

    private void Compare(uint address, SymbolicState state)
    {
        // Other anchors than the entry's are numbered as they are met: two of them cannot be compared.
        if (_states.TryGetValue(address, out SymbolicState? known) && (known.Sp.Id == 0 || state.Sp.Id == 0) && known.Sp != state.Sp && !_unknownAt.Contains(address))
            _disputed.Add(address);
    }

    private void Open(uint address, SymbolicState state)
    {
        Compare(address, state);
        if (_code.Contains(address) && !_states.ContainsKey(address))
            _open.Push((address, state));
    }

    // The path goes on through the block as if all of it ran. Where that path leaves (a conditional return), the rest is reached
    // from in front of the block instead.
    private void OpenConditionalBlock(uint address, int count, SymbolicState state)
    {
        var places = new List<uint>();
        for (int i = 0; i < count && _code.TryDecode(address, out ThumbInstruction instruction); i++)
            places.Add(address += (uint)instruction.SizeInBytes);
        for (int i = places.Count - 1; i >= 0; i--)
            _open.Push((places[i], state));
    }

    private void OpenTable(uint jump, List<uint> targets, SymbolicState state)
    {
        if (targets.Count == 0)
            _unresolved.Add(jump);
        targets.ForEach(target => Open(target, state));
    }

    private static uint? TableOf(SymbolicState state, ThumbInstruction instruction) =>
        instruction.Rn is > 0 and < Pc && state.Registers[instruction.Rn] is { Kind: SymbolKind.Constant, Number: var number } ? (uint)number : null;

    private bool IsSwitchHelper(uint target, out int entrySize, out bool isSigned)
    {
        entrySize = 1;
        isSigned = false;
        if (target == 0 || _code.Contains(target) || !_map.TryGetFunction(new Reading.CodeAddress(target), out FunctionBounds callee))
            return false;
        if (!callee.Name.StartsWith(SwitchHelperPrefix, StringComparison.Ordinal))
            return false;
        entrySize = callee.Name.Contains("hi", StringComparison.Ordinal) ? 2 : 1;
        isSigned = callee.Name[SwitchHelperPrefix.Length] == 's';
        return true;
    }
}
