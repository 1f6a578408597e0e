using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using RspDebug.DebugAdapter.Engine.Memory;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Symbols.Demangling;
using RspDebug.Dwarf.Unwind;

namespace RspDebug.DebugAdapter.Engine.Image;

/// <summary>The ELF file that is being debugged, with what was read from it.</summary>
internal sealed class LoadedImage : IDisposable
{
    private const int MostDiagnostics = 1000;

    private readonly ElfFile _file;
    private readonly CompanionFiles _companions;
    private readonly Lazy<UnwindTables> _unwind;
    private readonly Lazy<IReadOnlyList<ImageSection>> _readOnlySections, _loadedSections;
    private readonly Action<string> _tell;
    private readonly (DateTime, long)? _version;
    private ReadAhead? _readAhead;
    private int _toldDiagnostics;

    private LoadedImage(string path, ElfFile file, Action<string> tell)
    {
        Path = path;
        _version = VersionOnDisk();
        _file = file;
        _tell = tell;
        _companions = new CompanionFiles(path) { Opened = companion => tell($"Opened '{companion}', which has debug information of '{path}'.\n") };
        Elf = _companions.Complete(file.Image);
        Info = DebugInfo.Load(Elf, _companions);
        _unwind = new(() => UnwindTables.Load(Elf));
        _readOnlySections = new(() => [.. file.Image.Sections.Where(IsReadOnly).Select(Section)]);
        _loadedSections = new(() => [.. file.Image.Sections.Where(IsLoaded).Select(Section)]);
    }

    /// <summary>Where the file is.</summary>
    public string Path { get; }

    /// <summary>The file on disk is another one than was opened: it was built again, or is gone. What was opened stays as it was.</summary>
    public bool IsOutdated => VersionOnDisk() != _version;

    /// <summary>Sections and symbols.</summary>
    public ElfImage Elf { get; }

    /// <summary>Lines, functions, variables, types.</summary>
    public DebugInfo Info { get; }

    /// <summary>Unwind tables.</summary>
    public UnwindTables Unwind => _unwind.Value;

    /// <summary>Code and constants that stay as they are in the file.</summary>
    public IReadOnlyList<ImageSection> ReadOnlySections => _readOnlySections.Value;

    /// <summary>All that the file brings into the target, code that is copied to RAM included.</summary>
    public IReadOnlyList<ImageSection> LoadedSections => _loadedSections.Value;

    /// <summary>Lets memory answer from the file where the target's bytes are known to be the same.</summary>
    public void LendTo(ImageMemory memory) => memory.Trust(ReadOnlySections.Select(static section => new TrustedBytes(section.Start, section.Bytes)));

    /// <summary>Opens and checks an image.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tell">Gets what was read, when, and what had to be left out, a line each, for a log, from any thread; null for nobody.</param>
    /// <exception cref="ImageException">Missing, not readable, not an ELF, or not for a Cortex-M; the text says what to do.</exception>
    public static LoadedImage Open(string path, Action<string>? tell = null)
    {
        long started = Stopwatch.GetTimestamp();
        if (!System.IO.Path.Exists(path))
            throw new ImageException($"The executable '{path}' does not exist. Build the firmware, or correct \"executable\" in the launch configuration.");
        try
        {
            ElfFile file = ElfFile.Open(path);
            if (file.Image.Machine != ElfMachine.Arm || file.Image.Class != ElfClass.Elf32)
            {
                string what = $"{file.Image.Class} for {file.Image.Machine}";
                file.Dispose();
                throw new ImageException($"'{path}' is an {what} file, not a 32-bit Arm one. Point \"executable\" at the firmware's ELF file.");
            }

            var image = new LoadedImage(path, file, tell ?? (static _ => { }));
            if (tell is not null) tell(image.Describe(Stopwatch.GetElapsedTime(started)));
            return image;
        }
        catch (ElfFormatException error)
        {
            throw new ImageException($"'{path}' is not an ELF file that can be used: {error.Message}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ImageException($"'{path}' cannot be read: {error.Message} Check the path and its rights.", error);
        }
    }

    /// <summary>Begins to index the debug information on another thread, for a session that will ask for breakpoints soon. Call once.</summary>
    public void BeginReadAhead()
    {
        long started = Stopwatch.GetTimestamp();
        _readAhead = ReadAhead.Start(Info, units =>
        {
            _tell(string.Create(CultureInfo.InvariantCulture, $"Indexed {units} units in {Stopwatch.GetElapsedTime(started).TotalMilliseconds:0.0} ms.\n"));
            TellDiagnostics();
        });
    }

    /// <summary><c>name</c> or <c>name+0x12</c> of the symbol at an address; null where there is none.</summary>
    public string? DescribeAddress(uint address)
    {
        ElfSymbol symbol;
        if (!Elf.Symbols.TryFindFunction(new CodeAddress(address), out symbol) && !Elf.Symbols.TryFindObject(new TargetAddress(address), out symbol))
            return null;
        ulong start = symbol.Type == ElfSymbolType.Function ? symbol.CodeAddress.Value : symbol.Address.Value;
        ulong offset = (symbol.Type == ElfSymbolType.Function ? address & ~1u : address) - start;
        string name = Demangler.DemangleName(symbol.Name);
        return offset == 0 ? name : $"{name}+0x{offset:x}";
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _readAhead?.Dispose();
        TellDiagnostics();
        _companions.Dispose();
        _file.Dispose();
    }

    private string Describe(TimeSpan took)
    {
        string versions = string.Join(", ", Info.Units.Select(static unit => unit.Version).Distinct().Order());
        string units = Info.IsPresent ? string.Create(CultureInfo.InvariantCulture, $"{Info.Units.Length} units and {Info.TypeUnits.Length} type units of DWARF {versions}") : "no debug information";
        return string.Create(CultureInfo.InvariantCulture, $"Opened '{Path}' in {took.TotalMilliseconds:0.0} ms: {Elf.Sections.Length} sections, {units}.\n");
    }

    private (DateTime, long)? VersionOnDisk() => new FileInfo(Path) is { Exists: true } file ? (file.LastWriteTimeUtc, file.Length) : null;

    // As many as have come since the last time; after the index the rest comes with what the user asks for.
    private void TellDiagnostics()
    {
        ImmutableArray<DwarfDiagnostic> all = Info.Diagnostics;
        foreach (DwarfDiagnostic one in all.Skip(_toldDiagnostics).Take(MostDiagnostics - _toldDiagnostics)) _tell($"Left out of '{Path}': {one.Message}\n");
        _toldDiagnostics = Math.Min(all.Length, MostDiagnostics);
    }

    private static ImageSection Section(ElfSection section) => new(section.Name, (uint)section.Address.Value, section.Data);

    private static bool IsLoaded(ElfSection section) => section.IsAllocated && section.Type == ElfSectionType.ProgBits && section.SizeInBytes > 0;

    private static bool IsReadOnly(ElfSection section) =>
        IsLoaded(section) && !section.Flags.HasFlag(ElfSectionFlags.Write) && section.Address.Value < 0x2000_0000;
}
