using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Frame;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Location;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Symbols;
using RspDebug.Dwarf.Unwind;
using RspDebug.Dwarf.Unwind.Ehabi;

namespace RspDebug.Dwarf.Fuzz;

/// <summary>Walks made-up stacks with an image's tables and code, and evaluates the variables of the frames.</summary>
internal static class UnwindQuestions
{
    private const int MostOfEach = 4;
    private const int MostFrames = 24;

    /// <summary>Asks for rows, table entries and backtraces.</summary>
    public static void Ask(DebugInfo info, ImageQuestions questions)
    {
        ElfImage image = info.Image;
        UnwindTables tables;
        try
        {
            tables = UnwindTables.Load(image);
        }
        catch (ElfFormatException)
        {
            return;
        }
        var starts = new List<CodeAddress>();
        foreach (CodeAddress start in tables.Frames?.Starts ?? [])
        {
            if (starts.Count == MostOfEach) break;
            starts.Add(start);
        }
        foreach (CodeAddress start in starts) AskRows(tables.Frames!, start);
        if (tables.Exceptions is { } exceptions) AskEntries(exceptions);
        starts.AddRange(questions.AreUnitsRead ? image.Symbols.Where(symbol => symbol.Type == ElfSymbolType.Function).Take(MostOfEach).Select(symbol => symbol.CodeAddress) : questions.Addresses.Select(address => new CodeAddress(address)));
        var memory = new StackMemory(image, starts);
        for (int i = 0; i < starts.Count; i++) AskStack(info, tables, starts[i] + 2 * i, memory);
    }

    private static void AskRows(FrameTable frames, CodeAddress start)
    {
        try
        {
            if (!frames.TryFindFde(start, out Fde? fde)) return;
            _ = CfiInterpreter.GetRows(fde).Take(MostOfEach).Count();
        }
        catch (DwarfFormatException)
        {
            // The entry is damaged.
        }
    }

    private static void AskEntries(EhabiTable table)
    {
        for (int i = 0; i < Math.Min(table.Count, MostOfEach); i++)
        {
            try
            {
                _ = table[i].Instructions?.Length;
            }
            catch (DwarfFormatException)
            {
                // The entry is damaged.
            }
        }
    }

    private static void AskStack(DebugInfo info, UnwindTables tables, CodeAddress pc, StackMemory memory)
    {
        var unwinder = new Unwinder(tables, memory);
        _ = unwinder.GetRegion(pc);
        Backtrace backtrace = unwinder.Walk(memory.Registers(pc), MostFrames);
        if (backtrace.Frames.Length > MostFrames || backtrace.Ending is UnwindResult.Frame or UnwindResult.NeedsMemory)
            throw new InvalidOperationException($"The walk from {pc} does not end: {backtrace.Ending}");
        if (memory.Reads > StackMemory.MostReads)
            throw new InvalidOperationException($"The walk from {pc} read memory {memory.Reads} times");
        foreach (UnwindFrame frame in backtrace.Frames.Take(2))
        {
            foreach (LocalVariable local in info.GetLocals(frame.LookupPc, 0).Take(MostOfEach)) Evaluate(local, frame, memory);
        }
    }

    private static void Evaluate(LocalVariable local, UnwindFrame frame, StackMemory memory)
    {
        if (local.Location is not VariableLocation.Expression expression) return;
        try
        {
            _ = ExpressionDriver.Run(new ExpressionEvaluator(expression.Bytes, local.Variable.Unit.ExpressionOptions), frame, memory);
        }
        catch (DwarfFormatException)
        {
            // The expression is damaged.
        }
    }
}
