using System.Text.Json;
using System.Text.RegularExpressions;
using RspDebug.DebugAdapter.Engine.Expressions;
using RspDebug.DebugAdapter.Engine.Expressions.Evaluation;
using RspDebug.DebugAdapter.Engine.Variables;
using RspDebug.DebugAdapter.Engine.Variables.Formatting;
using RspDebug.DebugAdapter.Engine.Variables.Frames;
using RspDebug.DebugAdapter.Engine.Variables.Locations;
using RspDebug.DebugAdapter.Tests.Expressions;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Types;
using RspDebug.Dwarf.Unwind;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.RandomPrograms;

/// <summary>Compares one program's record with what we say of the same image and stops.</summary>
/// <param name="folder">Where the image is.</param>
/// <param name="record">gdb's answers.</param>
internal sealed partial class ProgramComparison(string folder, ProgramRecord record)
{
    private static readonly FormatOptions Whole = new() { MaxPreviewLength = 100_000, MaxElements = 1000, MaxDepth = 10, DynamicTypes = false };

    private readonly List<Difference> _differences = [];
    private int _frames, _values, _questions, _writes, _types, _breakpoints;

    /// <summary>Frames, values, expressions, assignments, types and breakpoints that were compared.</summary>
    public string Counts => $"{record.Stops.Length} {_frames} {_values} {_questions} {_writes} {_types} {_breakpoints}";

    public IReadOnlyList<Difference> Run()
    {
        string path = Path.Combine(folder, record.Name + ".elf");
        DebugInfo info = DebugInfo.Load(ElfImage.Load(File.ReadAllBytes(path), path), new FolderCompanions(path));
        for (int i = 0; i < record.Stops.Length; i++) CompareStop(info, record.Stops[i], $"stop{i}");
        CompareTypes(info);
        foreach (JsonElement[] row in record.Breakpoints ?? []) CompareBreakpoint(info, row[0].GetString()!, row[1]);
        return _differences;
    }

    private void CompareTypes(DebugInfo info)
    {
        var unit = info.Units.First(u => u.Name.Contains(record.Name, StringComparison.Ordinal));
        foreach (JsonElement[] row in record.Types)
        {
            string name = row[0].GetString()!;
            _types++;
            TypeInfo? type = info.FindType(name, unit);
            Check("type", name, "ptype", type is null ? "missing" : Definition(type, name), Definition(row[1].GetString()!, name));
            if (type is null) continue;
            Check("type", name, "sizeof", $"{type.SizeInBytes}", row[2].ToString());
            if (type.Stripped is TypeInfo.Structure structure) Check("type", name, "layout", Layout(structure), GdbLayout(row[3]));
        }

        foreach (JsonElement[] row in record.Globals)
        {
            string name = row[0].GetString()!;
            Dwarf.Symbols.VariableInfo? variable = Find(info, name, unit);
            Check("global", name, "ptype", variable is null ? "missing" : Definition(variable.Type, name), Definition(row[3].GetString()!, name));
        }
    }

    private void CompareBreakpoint(DebugInfo info, string name, JsonElement addresses)
    {
        _breakpoints++;
        // Where the prologue ends is a matter of its own: the functions are compared, one mention for each place.
        List<uint> ours = [.. info.FindFunctionBreakpoints(name).Select(place => (uint)place.Address.Value)], theirs = [.. addresses.EnumerateArray().Select(a => a.GetUInt32())];
        if (Functions(ours, true) != Functions(theirs, true)) Check("", name, "breakpoint", Functions(ours, false), Functions(theirs, false));

        // Thunks jump to the function; closures and local classes inlined into a function are the function's to gdb.
        string Functions(IEnumerable<uint> places, bool withClosures) => string.Join(' ', places.Distinct().Select(p => new CodeAddress(p))
            .Where(p => withClosures || IsClosure(name) || !info.GetFrames(p).Any(f => IsClosure(f.Name)))
            .Select(p => info.FindFunction(p) is { } function && function.Name != "(anonymous function)" ? $"{function.Name}:{function.DeclarationLine}" : "")
            .Where(f => f.Length > 0).Order(StringComparer.Ordinal));

        static bool IsClosure(string function) => function.Contains("lambda", StringComparison.Ordinal) || function.Contains("$_", StringComparison.Ordinal) || function.Contains("operator()", StringComparison.Ordinal) || LocalClass().IsMatch(function);
    }

    private string Definition(TypeInfo type, string name) => Definition("type = " + type.Definition, name);

    private string Definition(string text, string name) => Lines(record.IsCpp && !text.StartsWith("error", StringComparison.Ordinal) ? PtypeText.Normalize(CppAnswerText.Spelling(text), CppAnswerText.Spelling(name)) : text);

    [GeneratedRegex(@"\bL\d+::", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LocalClass();

    private static Dwarf.Symbols.VariableInfo? Find(DebugInfo info, string name, CompilationUnit unit) => info.FindVariable(name, unit);

    private static string Lines(string text) => string.Join(' ', text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    private static string Layout(TypeInfo.Structure structure) => string.Join("; ",
        structure.Bases.Where(b => b.ByteOffset is not null).Select(b => $"base {8 * b.ByteOffset} {b.Type.Name}")
            .Concat(structure.Members.Select(m => $"{m.Name} {m.BitOffset} {m.BitSize ?? 0} {(m.IsArtificial ? "int (**)(void)" : GdbText.Plain(m.Type.Name))}")));

    // Where a virtual base is, only the object tells; a table of virtual functions has a type of its own, or another.
    private static string GdbLayout(JsonElement rows) => string.Join("; ", rows.EnumerateArray().Where(row => row[1].ValueKind == JsonValueKind.Number).Select(row => row[4].GetBoolean()
        ? $"base {row[1]} {row[3]}" : $"{row[0]} {row[1]} {row[2]} {GdbText.Plain(row[3].GetString()!)}"));

    private void CompareStop(DebugInfo info, ProgramRecord.Stop stop, string where)
    {
        var target = new RecordedStop(info, stop);
        var frames = target.Unwind();
        // At the first instruction of an inlined call gdb still shows its caller.
        while (frames.Count > 0 && frames[0].Source.IsInlined && Lambda(GdbText.Plain(frames[0].Source.Name)) != Lambda(GdbText.Plain(stop.Frames[0].Function))) frames.RemoveAt(0);
        string ours = string.Join(' ', frames.Take(stop.Frames.Length).Select(f => $"{Lambda(GdbText.Plain(f.Source.Name))}:{f.Source.Location?.Line}{(f.Source.IsInlined ? "i" : $"@{f.Frame.Pc.Value:x}")}"));
        string theirs = string.Join(' ', stop.Frames.Select(f => $"{Lambda(GdbText.Plain(f.Function))}:{f.Line}{(f.Inlined ? "i" : $"@{f.Pc:x}")}"));
        Check(where, "", "frames", ours, theirs);
        if (frames.Count < stop.Frames.Length || ours != theirs) return;
        for (int i = 0; i < stop.Frames.Length; i++)
        {
            // Behind an epilogue that LLVM does not describe gdb takes wrong registers for the caller's.
            if (frames[i].Frame.Level > 0 && frames[0].Frame.CallerMethod == UnwindMethod.Epilogue) break;
            _frames++;
            ProgramRecord.Frame frame = stop.Frames[i];
            string place = $"{where} {i} {frame.Function}";
            Dictionary<string, NamedValue> variables = frames[i].Scope.GetVariables().Where(v => !v.IsShadowed).Select(v => v.Variable).DistinctBy(v => v.Name).ToDictionary(v => v.Name, StringComparer.Ordinal);
            foreach (string[] row in frame.Values)
            {
                _values++;
                // The compiler's own, and those of blocks without code, which gdb takes for the function's.
                if (row[0].StartsWith("__vla_expr", StringComparison.Ordinal) || (row[1].StartsWith("<optimized out>", StringComparison.Ordinal) && IsWithoutCode(frames[i].Source.Die, row[0]))) continue;
                if (NamesWhatHasNoCode(row[0])) continue;
                Check(place, row[0], "value", variables.TryGetValue(row[0], out NamedValue? variable) ? AnswerText.Value(GdbText.Print(frames[i].Inspector, variable.Value, Whole), "") : "missing", Normal(row));
            }

            foreach (string name in variables.Keys.Except(frame.Values.Select(row => row[0]))) Check(place, name, "value", "shown", "missing");
            foreach (string[] row in frame.Questions)
            {
                _questions++;
                if (NamesWhatHasNoCode(row[0])) continue;
                Check(place, row[0] + (row[3].Length > 0 ? "," + row[3] : ""), "expression", Print(frames[i].Inspector, row[0], row[3]), Normal(row));
            }

            foreach (JsonElement[] row in frame.Writes)
                if (!NamesWhatHasNoCode(row[0].GetString()!)) CompareWrite(target, frames[i].Inspector, place, row);

            bool NamesWhatHasNoCode(string expression) => LocalName().Matches(expression).Any(match =>
                !variables.ContainsKey(match.Value) && (!HasCode(frames[i].Source.Die, match.Value) || IsWithoutCode(frames[i].Source.Die, match.Value)));
        }
    }

    // Compilers number them, some name the function around them.
    private static string Lambda(string name) => ClosureEnd().Replace(Closure().Replace(AroundLocalClass().Replace(DefaultArgument().Replace(name, ">"), ""), "operator()"), "~");

    // The generator's member templates have a number with a default, which only gdb writes.
    [GeneratedRegex(@"(?<=\bf\d+<[^<>,]+), \d+>$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DefaultArgument();

    [GeneratedRegex(@"^.*\)( const)?::(?=L\d+::)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AroundLocalClass();

    [GeneratedRegex(@"^.*::~(\(lambda at .*\)|\$_\d+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ClosureEnd();

    [GeneratedRegex(@"^((.*::)?(\(lambda\)|\(anonymous (class|struct)\)|\$_\d+|\{lambda.*\}|<lambda.*>)::)?operator\(\)(?<arguments><.*>)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Closure();

    // The generator's names of parameters and of variables in functions; those of members have a point or an arrow before them.
    [GeneratedRegex(@"(?<![\w.>])(v|p|i|vla)\d+\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LocalName();

    // gdb takes the variables of blocks without code for the function's; also those of the blocks of an inlined function's origin.
    private static bool IsWithoutCode(Die scope, string name) =>
        Count(scope, name, onlyWithCode: true) < Count(scope, name, onlyWithCode: false) || (scope.TryGetOrigin(out Die origin) && Count(origin, name, false) > Count(origin, name, true));

    private static int Count(Die scope, string name, bool onlyWithCode)
    {
        int count = 0;
        foreach (Die child in scope.Children)
        {
            bool hasCode = child.TryGet(DwAt.LowPc, out _) || child.TryGet(DwAt.Ranges, out _);
            if (child.Tag == DwTag.LexicalBlock) count += !onlyWithCode || hasCode ? Count(child, name, onlyWithCode) : 0;
            else if (child.Tag is DwTag.Variable or DwTag.FormalParameter && child.GetString(DwAt.Name) == name) count++;
        }

        return count;
    }

    private static bool HasCode(Die scope, string name)
    {
        foreach (Die child in scope.Children)
        {
            bool isBlock = child.Tag == DwTag.LexicalBlock && (child.TryGet(DwAt.LowPc, out _) || child.TryGet(DwAt.Ranges, out _));
            if (isBlock ? HasCode(child, name) : child.Tag is DwTag.Variable or DwTag.FormalParameter && child.GetString(DwAt.Name) == name) return true;
        }

        return false;
    }

    private string Normal(string[] row)
    {
        if (row[1].StartsWith("error", StringComparison.Ordinal)) return record.IsCpp ? row[1] : "error";
        if (row[1].StartsWith("warning", StringComparison.Ordinal)) return "warning";
        if (record.IsCpp) row = [row[0], CppAnswerText.Gdb(row[1]), .. row[2..]];
        return AnswerText.Value(GdbText.Normalise($"{row[1]} ; {row[2].Replace("type = ", "", StringComparison.Ordinal)}"), row.Length > 3 ? row[3] : "");
    }

    private static string Print(ValueInspector inspector, string expression, string format)
    {
        try
        {
            EvaluatedExpression result = inspector.Evaluate(format.Length > 0 ? $"{expression},{format}" : expression);
            return AnswerText.Value(GdbText.Print(inspector, result.Value, Whole with { Format = result.Format }), format);
        }
        catch (ExpressionException error)
        {
            return $"error: {error.What}";
        }
    }

    private void CompareWrite(RecordedStop target, ValueInspector inspector, string place, JsonElement[] row)
    {
        _writes++;
        string theirs = row[2].GetString()!.Length > 0 ? "error" : string.Join(' ', row[3].EnumerateArray().Select(b => $"{b[0].GetUInt32():x}={b[1].GetByte():x2}")
            .Concat(row[4].EnumerateObject().Where(p => p.Name is not "xpsr").Select(p => $"{p.Name}={p.Value.GetUInt32():x8}").Order(StringComparer.Ordinal)));
        string ours;
        try
        {
            ours = Effect(target, inspector.BuildWrites(inspector.Evaluate(row[0].GetString()!).Value, row[1].GetString()!));
        }
        catch (ExpressionException error)
        {
            ours = $"error: {error.What}";
        }

        Check(place, row[0].GetString() + " := " + row[1].GetString(), "write", ours, theirs);
    }

    // What the writes change, as bytes of memory and words of registers.
    private static string Effect(RecordedStop target, IEnumerable<ValueWrite> writes)
    {
        byte[] ram = [.. target.Ram];
        Dictionary<string, uint> registers = target.Registers.ToDictionary(p => p.Key.ToString().ToLowerInvariant(), p => p.Value, StringComparer.Ordinal);
        foreach (ValueWrite write in writes)
        {
            if (write is ValueWrite.Memory memory && memory.Address.Value - RecordedStop.RamStart + (ulong)memory.Bytes.Length > (ulong)ram.Length) return $"outside RAM: {memory.Address}";
            if (write is ValueWrite.Memory inside) inside.Bytes.CopyTo(ram, (int)(inside.Address.Value - RecordedStop.RamStart));
            else if (write is ValueWrite.Register register) registers[register.Name] = BitConverter.ToUInt32(register.Bytes.AsSpan());
        }

        return string.Join(' ', Enumerable.Range(0, ram.Length).Where(i => ram[i] != target.Ram[i]).Select(i => $"{RecordedStop.RamStart + (uint)i:x}={ram[i]:x2}")
            .Concat(registers.Where(p => !CoreRegisters.TryParse(p.Key, out CoreRegister r, out _) || target.Registers[r] != p.Value).Select(p => $"{p.Key}={p.Value:x8}").Order(StringComparer.Ordinal)));
    }

    private void Check(string place, string subject, string kind, string ours, string theirs)
    {
        if (record.IsCpp) (ours, theirs) = CppAnswerText.WithoutNamesInUnions(CppAnswerText.Spelling(ours), CppAnswerText.Spelling(theirs));
        // An expression is never a reference (C++ [expr.type]).
        if (record.IsCpp && kind == "expression" && !ours.EndsWith('&')) theirs = theirs.TrimEnd('&');
        if (record.IsCpp && kind is "value" or "expression" && CppAnswerText.IsSameButReferred(AnswerText.Unqualified(ours), AnswerText.Unqualified(theirs))) return;
        // gdb warns of its own arithmetic where a piece holds part of a bitfield.
        if (theirs == "warning" || (kind == "expression" && AnswerText.IsSameValue(AnswerText.Unqualified(ours), AnswerText.Unqualified(theirs))) || AnswerText.IsSameValue(ours, theirs) || (kind == "ptype" && AnswerText.IsSameType(ours, theirs)) || (theirs.StartsWith("error", StringComparison.Ordinal) && ours.StartsWith("error", StringComparison.Ordinal))) return;
        _differences.Add(new Difference(record.Name, place, kind, subject, ours, theirs));
    }
}
