using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Unwind.Ehabi;

/// <summary>Plans by Arm exception tables. They describe functions as they are at calls, not in prologues and epilogues.</summary>
internal sealed class EhabiPlanner(EhabiTable table)
{
    // Null when the table says nothing: no entry, CANTUNWIND (clang writes it for every C function), or an entry that belongs to a neighbour.
    public FramePlan? TryPlan(FrameQuery query, FunctionBounds? function)
    {
        try
        {
            if (!table.TryFind(query.LookupPc, out EhabiEntry? entry) || entry.Instructions is not { } bytes)
                return null;
            if (function is not { } bounds || bounds.Start > entry.Start)
                return null;
            var machine = new EhabiMachine(query);
            if (!machine.TryRun(EhabiDecoder.Decode(bytes.Span)))
                return null;
            return query.IsPlausible(machine.Vsp) && machine.Vsp > query.Sp ? Plan(query, machine) : null;
        }
        catch (DwarfFormatException exception)
        {
            query.Doubts.Add($"the exception table is damaged: {exception.What}");
            return null;
        }
    }

    private static FramePlan Plan(FrameQuery query, EhabiMachine machine) => new(UnwindMethod.Ehabi)
    {
        Cfa = machine.Vsp,
        Registers = machine.Registers,
        ReturnAddress = machine.ReturnAddress,
        Confidence = query.IsCall ? FrameConfidence.Certain : FrameConfidence.Probable,
        Note = query.IsCall ? null : "unwound as if at a call",
    };
}
