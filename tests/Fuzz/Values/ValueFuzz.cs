using System.Collections.Immutable;
using RspDebug.DebugAdapter.Engine.Variables;
using RspDebug.DebugAdapter.Engine.Variables.Formatting;
using RspDebug.DebugAdapter.Engine.Variables.Frames;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Symbols;
using RspDebug.Dwarf.Unwind;

namespace RspDebug.Values.Fuzz;

/// <summary>
/// The entry point for the formatters of C++, Rust and Go values: all globals of a program, with their parts, shown from damaged memory. Whatever the memory holds, there is
/// a text of bounded length and a bounded number of parts, for bounded memory and a bounded number of reads; there are no exceptions. The image may be damaged, too.
/// </summary>
public sealed class ValueFuzz
{
    /// <summary>For the text of one value.</summary>
    public const int MostCharacters = 4000;

    /// <summary>For one value: its text, its parts, and theirs; with what is read of the image for the first time.</summary>
    public const long MostBytesAllocated = 16 << 20;

    /// <summary>Reads of memory for one value.</summary>
    public const int MostReads = 5000;

    private const int PartsOfValue = 50;
    private const int PartsOfPart = 8;

    private readonly DebugInfo _info;
    private readonly ElfImage _program;
    private readonly byte[] _ram;
    private readonly CodeAddress _entry;
    private readonly ElfSymbolNames _symbols;

    private ValueFuzz(DebugInfo info, ElfImage program, byte[] ram, CodeAddress entry)
    {
        _info = info;
        _program = program;
        _ram = ram;
        _entry = entry;
        _symbols = new ElfSymbolNames(info);
    }

    /// <summary>The most reads that a value has taken so far.</summary>
    public int MostReadsSeen { get; private set; }

    /// <summary>The most memory that a value has taken so far.</summary>
    public long MostBytesSeen { get; private set; }

    /// <summary>Prepares an image.</summary>
    /// <param name="file">The bytes of an ELF file, damaged or not.</param>
    /// <param name="program">The same file undamaged: what the target's memory holds.</param>
    /// <param name="ram">What its RAM held when it stopped, from 20000000 on; empty to take the sections as linked.</param>
    /// <returns>Null when the headers are refused, or it has no main function any more.</returns>
    public static ValueFuzz? Open(byte[] file, byte[] program, byte[] ram)
    {
        try
        {
            DebugInfo info = DebugInfo.Load(ElfImage.Load(file, "fuzzed"));
            FunctionInfo? entry = ((string[])["main", "main.main"]).SelectMany(name => info.FindFunctions(name)).FirstOrDefault();
            // A session refuses an image whose symbols cannot be read.
            return entry is null || info.Image.Symbols.Count == 0 ? null : new ValueFuzz(info, ElfImage.Load(program, "program"), ram, entry.EntryPoint);
        }
        catch (ElfFormatException)
        {
            return null;
        }
    }

    /// <summary>Shows all globals from memory that is damaged as the seed says.</summary>
    /// <param name="seed">0 for no damage.</param>
    /// <returns>How many values had a text.</returns>
    /// <exception cref="InvalidOperationException">A bound is broken.</exception>
    public int Run(int seed)
    {
        var memory = new DamagedMemory(_program, _ram, seed);
        var scope = new FrameScope(_info, new FramePlace(_entry, _entry, RegisterSet.FromLive([]), null), memory);
        var inspector = new ValueInspector(scope, _symbols, memory);
        int shown = 0;
        foreach (NamedValue value in _info.Units.SelectMany(unit => scope.GetGlobals(unit)))
        {
            long bytes = GC.GetAllocatedBytesForCurrentThread();
            int reads = memory.Reads;
            Show(inspector, value);
            shown++;
            bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
            reads = memory.Reads - reads;
            if (bytes > MostBytesAllocated || reads > MostReads) throw new InvalidOperationException($"{value.Name}: {bytes} bytes allocated, {reads} reads");
            MostReadsSeen = Math.Max(MostReadsSeen, reads);
            MostBytesSeen = Math.Max(MostBytesSeen, bytes);
        }

        return shown;
    }

    private static void Show(ValueInspector inspector, NamedValue value)
    {
        Check(value, inspector.Format(value.Value));
        foreach (NamedValue part in Parts(inspector, value, PartsOfValue))
        {
            Check(part, inspector.Format(part.Value));
            foreach (NamedValue inner in Parts(inspector, part, PartsOfPart)) Check(inner, inspector.Format(inner.Value));
        }
    }

    private static ImmutableArray<NamedValue> Parts(ValueInspector inspector, NamedValue value, int most)
    {
        ChildCount count = inspector.CountChildren(value.Value);
        ImmutableArray<NamedValue> parts = inspector.GetChildren(value, 0, most);
        if (count.Named < 0 || count.Indexed < 0 || parts.Length > most) throw new InvalidOperationException($"{value.Name} has {parts.Length} parts of {count}");
        return parts;
    }

    private static void Check(NamedValue value, string text)
    {
        if (text.Length > MostCharacters) throw new InvalidOperationException($"{value.Name}: {text.Length} characters");
    }
}
