using System.Text;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Line;

/// <summary>The header of a line program: how to run it, and which files it names.</summary>
/// <remarks>DWARF 5, 6.2.4; DWARF 4, 6.2.4.</remarks>
internal sealed partial class LineHeader
{
    private readonly CompilationUnit _unit;
    private readonly List<LineString> _directories = [];
    private readonly List<LineFileEntry> _files = [];
    private readonly Dictionary<int, SourceFile> _decoded = [];

    private LineHeader(CompilationUnit unit) => _unit = unit;

    public int Version { get; private set; }

    public int AddressSize { get; private set; }

    public byte MinimumInstructionLength { get; private set; }

    public byte MaximumOperations { get; private set; } = 1;

    public bool DefaultIsStatement { get; private set; }

    public sbyte LineBase { get; private set; }

    public byte LineRange { get; private set; }

    public byte OpcodeBase { get; private set; }

    /// <summary>Number of operands of each standard opcode, from opcode 1.</summary>
    public byte[] OperandCounts { get; private set; } = [];

    public int ProgramStart { get; private set; }

    public int ProgramEnd { get; private set; }

    /// <summary>Number that the first file of the table has.</summary>
    public int FirstFile => Version >= 5 ? 0 : 1;

    public int FileCount => _files.Count;

    /// <summary>Undecoded entry by its position in the table.</summary>
    public LineFileEntry FileEntry(int position) => _files[position];

    public DwarfSections Sections => _unit.Sections;

    /// <summary>A file by the number that rows and <c>DW_AT_decl_file</c> use; null when the table has no such entry.</summary>
    public SourceFile? FindFile(int number)
    {
        int position = number - FirstFile;
        if ((uint)position >= (uint)_files.Count) return null;
        lock (_decoded)
        {
            if (!_decoded.TryGetValue(position, out SourceFile? file)) _decoded.Add(position, file = Decode(_files[position]));
            return file;
        }
    }

    /// <summary>Appends a file that the program itself names (<c>DW_LNE_define_file</c>, DWARF 4, 6.2.5.3).</summary>
    public void DefineFile(LineFileEntry entry)
    {
        lock (_decoded) _files.Add(entry);
    }

    private SourceFile Decode(LineFileEntry entry)
    {
        string name = Text(entry.Name);
        if (SourcePath.IsAbsolute(name)) return new SourceFile(name, name, "");
        // DWARF 5, 6.2.4 numbers directories from 0, the compilation directory; before, 0 stands for it and the table counts from 1.
        ulong index = Version >= 5 ? entry.Directory : unchecked(entry.Directory - 1);
        string directory = index < (ulong)_directories.Count ? Text(_directories[(int)index]) : "";
        if (!SourcePath.IsAbsolute(directory)) directory = SourcePath.Join(_unit.CompilationDirectory, directory);
        return new SourceFile(SourcePath.Join(directory, name), name, directory);
    }

    private string Text(LineString text) => Encoding.UTF8.GetString(text.Bytes(Sections));
}
