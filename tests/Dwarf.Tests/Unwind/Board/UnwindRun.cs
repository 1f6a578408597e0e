using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Unwind;
using RspDebug.Dwarf.Unwind.Ehabi;

namespace RspDebug.Dwarf.Tests.Unwind.Board;

/// <summary>One image run on a board and unwound at its instructions, with and without its tables. A context, an instruction with its callers, is looked at once.</summary>
internal sealed class UnwindRun
{
    // PendSV, SysTick, and the two interrupts that all images use: up to four priorities.
    private static readonly int[] Exceptions = [14, 15, 16 + 20, 16 + 21];

    private readonly string _name;
    private readonly ElfImage _image;
    private readonly int[] _exceptions;
    private readonly Dictionary<UnwindInformation, UnwindTables> _tables;
    private readonly HashSet<(uint, int)> _seen = [];
    private readonly Dictionary<uint, int> _contextsOf = [];
    private readonly HashSet<uint> _interrupted = [];

    public UnwindRun(string name, ElfImage image, bool hasSysTick)
    {
        (_name, _image) = (name, image);
        _exceptions = hasSysTick ? Exceptions : [.. Exceptions.Where(number => number != 15)];
        var code = new ElfCodeMap(image);
        _tables = new()
        {
            [UnwindInformation.All] = UnwindTables.Load(image),
            [UnwindInformation.WithoutFrames] = new UnwindTables { Code = code, Exceptions = EhabiTable.Load(image) },
            [UnwindInformation.Code] = new UnwindTables { Code = code },
        };
        if (image.Sections.All(section => section.Type != ElfSectionType.ArmExidx || section.SizeInBytes == 0))
            _tables.Remove(UnwindInformation.WithoutFrames);
    }

    public Dictionary<UnwindInformation, int> Wrong { get; } = [];

    /// <summary>Where a backtrace was wrong, as <c>known-misses.txt</c> writes it, and what was wrong there first.</summary>
    public SortedDictionary<string, string> Misses { get; } = new(StringComparer.Ordinal);

    /// <summary>The places that were looked at, as <c>known-misses.txt</c> writes them.</summary>
    public HashSet<uint> Instructions { get; } = [];

    /// <summary>Contexts that are looked at for one instruction.</summary>
    public int MostContexts { get; init; } = int.MaxValue;

    /// <summary>Places that <c>known-misses.txt</c> lists.</summary>
    public required IReadOnlySet<string> KnownMisses { get; init; }

    public int Contexts { get; private set; }

    public int InterruptedInstructions => _interrupted.Count;

    public int DeepestNesting { get; private set; }

    public IEnumerable<UnwindInformation> Modes => _tables.Keys;

    /// <summary>Runs the image as it is.</summary>
    public UnwindRun Plain(int steps)
    {
        var shadow = new ShadowStack(_image);
        for (int step = 0; step < steps; step++, shadow.Step())
            Look(shadow);
        return this;
    }

    /// <summary>Runs with an exception at each instruction, as far as priorities let it in, and more in the handlers.</summary>
    /// <param name="seed">Chooses the exceptions.</param>
    /// <param name="start">The instruction count at which the program has set up its interrupts.</param>
    public UnwindRun Interrupted(int steps, int seed, int start)
    {
        var shadow = new ShadowStack(_image);
        var random = new Random(seed);
        for (int step = 0; step < steps; step++, shadow.Step())
        {
            if (step < start)
                continue;
            if (shadow.Nesting < 3 && (shadow.Nesting == 0 ? _interrupted.Add(shadow.Pc) : random.Next(400) == 0))
                shadow.Pend(_exceptions[random.Next(_exceptions.Length)]);
            Look(shadow);
        }
        return this;
    }

    /// <summary>An instruction as <c>known-misses.txt</c> writes it; code without a symbol is what compilers write onto the stack.</summary>
    public string Place(uint pc, UnwindInformation mode)
    {
        bool isFunction = _image.Symbols.TryFindFunction(new CodeAddress(pc), out ElfSymbol symbol);
        return $"{_name} {mode} {(isFunction ? $"{symbol.Name}+0x{pc - symbol.CodeAddress.Value:x}" : "stack")}";
    }

    /// <summary>Call frame information covers an address.</summary>
    public bool HasFrame(uint pc) => _tables[UnwindInformation.All].Frames is { } frames && frames.TryFindFde(new CodeAddress(pc), out _);

    private void Look(ShadowStack shadow)
    {
        if (!_seen.Add(shadow.Context) || (_contextsOf[shadow.Pc] = _contextsOf.GetValueOrDefault(shadow.Pc) + 1) > MostContexts)
            return;
        Contexts++;
        Instructions.Add(shadow.Pc);
        DeepestNesting = Math.Max(DeepestNesting, shadow.Nesting);
        foreach ((UnwindInformation mode, UnwindTables tables) in _tables)
        {
            if (BacktraceDifference.Find(tables, shadow) is not { } text)
                continue;
            Wrong[mode] = Wrong.GetValueOrDefault(mode) + 1;
            // What cannot be left at the stop cannot be left either when an exception interrupts there.
            IEnumerable<uint> places = shadow.Frames.Where(frame => frame.IsException).Select(frame => frame.Pc).Prepend(shadow.Pc);
            Misses.TryAdd(places.Select(pc => Place(pc, mode)).FirstOrDefault(KnownMisses.Contains, Place(shadow.Pc, mode)), text);
        }
    }
}
