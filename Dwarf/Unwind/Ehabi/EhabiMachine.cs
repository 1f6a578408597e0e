namespace RspDebug.Dwarf.Unwind.Ehabi;

/// <summary>Runs unwinding instructions on a frame.</summary>
/// <remarks>EHABI32, 10.3.</remarks>
internal sealed class EhabiMachine
{
    private const int MaxInstructions = 1024;

    private readonly FrameQuery _query;
    private readonly Dictionary<CoreRegister, Recovery> _popped = [];

    public EhabiMachine(FrameQuery query)
    {
        _query = query;
        Vsp = query.Sp;
    }

    public uint Vsp { get; private set; }

    public IReadOnlyList<KeyValuePair<CoreRegister, Recovery>> Registers => [.. _popped.Where(pair => pair.Key is not (CoreRegister.Sp or CoreRegister.Pc))];

    /// <summary>R15 if it was popped, else R14.</summary>
    public Recovery ReturnAddress =>
        _popped.TryGetValue(CoreRegister.Pc, out Recovery pc) ? pc : _popped.TryGetValue(CoreRegister.Lr, out Recovery lr) ? lr : Recovery.FromRegister(CoreRegister.Lr);

    /// <summary>False when the instructions refuse, are unknown, or need memory or a register that is not there.</summary>
    public bool TryRun(List<EhabiInstruction> instructions)
    {
        if (instructions.Count > MaxInstructions)
            return false;
        foreach (EhabiInstruction instruction in instructions)
        {
            switch (instruction.Opcode)
            {
                case EhabiOpcode.Finish: return true;
                case EhabiOpcode.AddToVsp: Vsp = unchecked(Vsp + (uint)instruction.Operand); break;
                case EhabiOpcode.PopAuthenticationCode: Vsp += 4; break;
                case EhabiOpcode.UseVspAsModifier: break;
                case EhabiOpcode.PopDouble: PopDoubles(instruction); break;
                case EhabiOpcode.SetVsp when ValueOf((CoreRegister)instruction.Operand) is { } value: Vsp = value; break;
                case EhabiOpcode.PopCore when TryPop((int)instruction.Operand): break;
                default: return false;
            }
        }
        return true;                                      // the end of the instructions is a finish
    }

    private bool TryPop(int mask)
    {
        for (int register = 0; register < 16; register++)
        {
            if ((mask & 1 << register) == 0)
                continue;
            _popped[(CoreRegister)register] = Recovery.FromMemory(Vsp);
            Vsp = unchecked(Vsp + 4);
        }
        if ((mask & 1 << (int)CoreRegister.Sp) == 0)
            return true;
        // A popped SP replaces vsp after all of them.
        uint? popped = ValueOf(CoreRegister.Sp);
        Vsp = popped ?? Vsp;
        return popped is not null;
    }

    private void PopDoubles(EhabiInstruction instruction)
    {
        for (int i = 0; i < 2 * instruction.Count; i++)
        {
            int single = 2 * (int)instruction.Operand + i;
            if (single < CoreRegisters.SingleCount)
                _popped[CoreRegister.S0 + single] = Recovery.FromMemory(Vsp);
            Vsp = unchecked(Vsp + 4);
        }
        Vsp = unchecked(Vsp + (uint)instruction.PaddingInBytes);
    }

    private uint? ValueOf(CoreRegister register) => _popped.TryGetValue(register, out Recovery slot)
        ? _query.Probe.TryReadWord(slot.Operand, out uint word) ? word : null
        : _query.Registers[register];
}
