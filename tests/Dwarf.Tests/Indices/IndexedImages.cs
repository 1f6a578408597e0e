using System.Buffers.Binary;
using System.Text;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Info;
using RspDebug.Testing;

namespace RspDebug.Dwarf.Tests.Indices;

/// <summary>The images of <c>tests/Fixtures/indices</c>, with their index and without it.</summary>
internal static class IndexedImages
{
    private const string Root = "indices";

    public static readonly string[] Sections = [".gdb_index", ".debug_names"];

    /// <summary>Paths below the folder, without <c>.elf</c>.</summary>
    public static IEnumerable<string> Names => Directory.GetFiles(FixtureFiles.PathOf(Root), "*.elf", SearchOption.AllDirectories)
        .Select(path => Path.ChangeExtension(Path.GetRelativePath(FixtureFiles.PathOf(Root), path), null).Replace('\\', '/')).Order(StringComparer.Ordinal);

    public static string PathOf(string name) => FixtureFiles.PathOf($"{Root}/{name}.elf");

    public static byte[] Read(string name) => File.ReadAllBytes(PathOf(name));

    /// <param name="file">The image, perhaps changed.</param>
    /// <param name="path">Where its split units are looked for.</param>
    public static DebugInfo Load(byte[] file, string path) => DebugInfo.Load(ElfImage.Load(file, Path.GetFileName(path)), new FolderCompanions(path));

    /// <summary>The same file, whose indices have other names.</summary>
    public static byte[] WithoutIndices(byte[] file) => Without(file, Sections);

    /// <summary>The same file, some of whose sections have other names.</summary>
    public static byte[] Without(byte[] file, params ReadOnlySpan<string> sections)
    {
        byte[] copy = [.. file];
        foreach (string section in sections)
        {
            int at = copy.AsSpan().LastIndexOf(Encoding.ASCII.GetBytes(section + "\0"));
            if (at >= 0) copy[at + 1] = (byte)'-';
        }
        return copy;
    }

    /// <summary>The same file with other contents of a section, behind all that was there.</summary>
    public static byte[] Replace(byte[] file, string section, byte[] contents)
    {
        byte[] changed = [.. file, .. contents];
        // ELF32: e_shoff at 32, headers of 40 bytes, sh_offset at 16, sh_size at 20.
        int header = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(32)) + (40 * ElfImage.Load(file, section).FindSection(section)!.Index);
        BinaryPrimitives.WriteInt32LittleEndian(changed.AsSpan(header + 16), file.Length);
        BinaryPrimitives.WriteInt32LittleEndian(changed.AsSpan(header + 20), contents.Length);
        return changed;
    }

    /// <summary>All named DIEs of a unit, with what they stand in.</summary>
    public static IEnumerable<(Die Die, NameLevel Level, string Name)> NamedDies(Die parent, NameLevel level)
    {
        foreach (Die die in parent.Children)
        {
            if (die.GetString(DwAt.Name) is { } name) yield return (die, level, name);
            foreach ((Die, NameLevel, string) inner in NamedDies(die, Inside(die.Tag, level))) yield return inner;
        }
    }

    private static NameLevel Inside(DwTag tag, NameLevel level) => tag switch
    {
        DwTag.Namespace or DwTag.Module => level,
        DwTag.Subprogram => NameLevel.Local,
        _ => level == NameLevel.Outer ? NameLevel.Nested : level,
    };
}
