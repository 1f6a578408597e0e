using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.Dwarf.Constants;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.Audit;

/// <summary>A small firmware image written by hand, to plant defects that no compiler makes: code, mapping symbols, one line table.</summary>
internal sealed class PlantedImage(uint start = 0x100) : IDisposable
{
    private const int LocalNotype = 0x00;
    private readonly List<byte> _bytes = [];
    private readonly List<(uint Address, int Line, bool IsStatement)> _rows = [];
    private readonly List<(string Name, uint From, uint To, string? Parameter, int Offset)> _functions = [];
    private readonly DwarfAssembler _elf = new();
    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("rsp-debug-planted").FullName, "planted.elf");
    private bool? _wasCode;

    /// <summary>Leaves the mapping symbols out, as a stripped image does.</summary>
    public bool HasMappingSymbols { get; init; } = true;

    /// <summary>Address behind what was written so far.</summary>
    public uint Next => start + (uint)_bytes.Count;

    public PlantedImage Code(params ushort[] halfwords) => Add(isCode: true, halfwords);

    public PlantedImage Data(params ushort[] halfwords) => Add(isCode: false, halfwords);

    public PlantedImage Row(uint address, int line, bool isStatement = true)
    {
        _rows.Add((address, line, isStatement));
        return this;
    }

    /// <summary>A function from an address to the end of what was written so far; its parameter lives at an offset from the CFA.</summary>
    public PlantedImage Function(string name, uint from, string? parameter = null, int offset = 0)
    {
        _functions.Add((name, from, Next, parameter, offset));
        _elf.Function(name, from | 1, Next - from);
        return this;
    }

    /// <summary>Writes the file and opens it as the adapter does.</summary>
    public LoadedImage Open() => Open(Build());

    /// <summary>Writes other bytes in place of the file, and opens them.</summary>
    public LoadedImage Open(byte[] file)
    {
        File.WriteAllBytes(_path, file);
        return LoadedImage.Open(_path);
    }

    /// <summary>The bytes of the file. Call once.</summary>
    public byte[] Build()
    {
        _elf.Code(".text", start, [.. _bytes]);
        WriteLines();
        WriteInfo();
        return _elf.Build();
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    private PlantedImage Add(bool isCode, ushort[] halfwords)
    {
        if (_wasCode != isCode && HasMappingSymbols)
            _elf.Symbol(isCode ? "$t" : "$d", Next, 0, LocalNotype);
        _wasCode = isCode;
        foreach (ushort halfword in halfwords)
            _bytes.AddRange([(byte)halfword, (byte)(halfword >> 8)]);
        return this;
    }

    // DWARF 4, 6.2.4: version 4, no directories, one file.
    private void WriteLines() => _elf.Section(".debug_line").Label("lines").Unit(unit =>
    {
        unit.U16(4).Distance("header", "program").Label("header").U8(1).U8(1).U8(1).U8(0xFB).U8(14).U8(13);
        unit.Hex("00 01 01 01 01 00 00 00 01 00 00 01").U8(0).Text("planted.c").U8(0).U8(0).U8(0).U8(0).Label("program");
        (int line, bool isStatement) = (1, true);
        foreach ((uint address, int rowLine, bool rowIsStatement) in _rows)
        {
            unit.U8(0).Uleb(5).U8((int)DwLne.SetAddress).U32(address).U8((int)DwLns.AdvanceLine).Sleb(rowLine - line);
            if (rowIsStatement != isStatement)
                unit.U8((int)DwLns.NegateStmt);
            unit.U8((int)DwLns.Copy);
            (line, isStatement) = (rowLine, rowIsStatement);
        }

        unit.U8(0).Uleb(5).U8((int)DwLne.SetAddress).U32(Next).U8(0).Uleb(1).U8((int)DwLne.EndSequence);
    });

    private void WriteInfo()
    {
        DwarfSectionWriter abbreviations = _elf.Section(".debug_abbrev").Label("abbrev");
        Abbreviate(abbreviations, 1, DwTag.CompileUnit, hasChildren: true, (DwAt.Name, DwForm.String), (DwAt.Language, DwForm.Data1), (DwAt.StmtList, DwForm.SecOffset), (DwAt.LowPc, DwForm.Addr), (DwAt.HighPc, DwForm.Data4));
        Abbreviate(abbreviations, 2, DwTag.Subprogram, hasChildren: true, (DwAt.Name, DwForm.String), (DwAt.LowPc, DwForm.Addr), (DwAt.HighPc, DwForm.Data4), (DwAt.DeclFile, DwForm.Data1), (DwAt.DeclLine, DwForm.Data1));
        Abbreviate(abbreviations, 3, DwTag.FormalParameter, hasChildren: false, (DwAt.Name, DwForm.String), (DwAt.Location, DwForm.Exprloc));
        abbreviations.U8(0);
        _elf.Section(".debug_info").Unit(unit =>
        {
            unit.U16(4).OffsetOf("abbrev").U8(4).Uleb(1).Text("planted.c").U8((int)DwLang.C99).OffsetOf("lines").U32(start).U32(Next - start);
            foreach ((string name, uint from, uint to, string? parameter, int offset) in _functions)
            {
                unit.Uleb(2).Text(name).U32(from).U32(to - from).U8(1).U8(1);
                if (parameter is not null)
                    unit.Uleb(3).Text(parameter).Uleb(2).U8((int)DwOp.Fbreg).Sleb(offset);
                unit.U8(0);
            }

            unit.U8(0);
        });
    }

    private static void Abbreviate(DwarfSectionWriter section, uint code, DwTag tag, bool hasChildren, params (DwAt Name, DwForm Form)[] attributes)
    {
        section.Uleb(code).Uleb(tag).U8(hasChildren ? 1 : 0);
        foreach ((DwAt name, DwForm form) in attributes)
            section.Uleb(name).Uleb(form);
        section.U8(0).U8(0);
    }
}
