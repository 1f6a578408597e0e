using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Info;

namespace RspDebug.Dwarf.Fuzz;

/// <summary>An ELF file to damage, read together with the files it belongs to: split units, packages and supplementary files through their image, debug files with the stripped one.</summary>
public sealed class FuzzedFile
{
    private readonly string _path;
    private readonly ElfImage? _host;

    /// <summary>Reads the good file.</summary>
    /// <param name="path">An image or object file; or <c>X.dwo</c>, <c>X-PART.dwo</c>, <c>X.elf.dwp</c> or <c>X.debug</c> beside <c>X.elf</c>; or <c>X.sup</c> beside an image that names it.</param>
    public FuzzedFile(string path)
    {
        _path = path;
        Bytes = File.ReadAllBytes(path);
        Mutator = new ImageMutator(Bytes);
        if (HostOf(path) is { } host) _host = ElfImage.Load(File.ReadAllBytes(host), host);
    }

    /// <summary>The good bytes.</summary>
    public byte[] Bytes { get; }

    /// <summary>Damages them.</summary>
    public ImageMutator Mutator { get; }

    /// <summary>Runs the case of a seed.</summary>
    /// <inheritdoc cref="ImageFuzz.Run(ReadOnlyMemory{byte}, out int)"/>
    public bool Run(int seed, out int reads) => Run(Mutator.Create(seed), Mutator.QuestionsOf(seed), out reads);

    /// <summary>Asks everything of bytes that stand for the file.</summary>
    /// <inheritdoc cref="ImageFuzz.Run(ReadOnlyMemory{byte}, out int)"/>
    public bool Run(ReadOnlyMemory<byte> bytes, out int reads) => Run(bytes, ImageQuestions.All, out reads);

    private bool Run(ReadOnlyMemory<byte> bytes, ImageQuestions questions, out int reads) => ImageFuzz.Run(bytes, questions, Load, out reads);

    private DebugInfo Load(ElfImage damaged) => Path.GetExtension(_path) switch
    {
        ".debug" => DebugInfo.Load(_host!.WithDebugFile(damaged)),
        _ => DebugInfo.Load(_host ?? damaged, new Companions(_path, damaged)),
    };

    private static string? HostOf(string path) => Path.GetExtension(path) switch
    {
        ".debug" => Path.ChangeExtension(path, ".elf"),
        ".dwp" => Path.ChangeExtension(path, null),
        ".sup" => Directory.GetFiles(Path.GetDirectoryName(Path.GetFullPath(path))!, "*.elf").First(image => ElfImage.Load(File.ReadAllBytes(image), image).SupplementaryLink?.FileName == Path.GetFileName(path)),
        ".dwo" => Directory.GetFiles(Path.GetDirectoryName(Path.GetFullPath(path))!, "*.elf").Where(image => Path.GetFileName(path).StartsWith(Path.GetFileNameWithoutExtension(image), StringComparison.Ordinal)).MaxBy(image => image.Length),
        _ => null,
    };

    /// <summary>The damaged file under its name, and the others of its folder as they are.</summary>
    private sealed class Companions(string path, ElfImage damaged) : ICompanionFiles
    {
        public ElfImage? FindPackage() => path.EndsWith(".dwp", StringComparison.Ordinal) ? damaged : Find(Path.GetFileName(path) + ".dwp");

        public ElfImage? FindSplitUnit(string directory, string name) => Find(Path.GetFileName(name));

        public ElfImage? FindSupplementaryFile(SupplementaryLink link) => Find(Path.GetFileName(link.FileName));

        private ElfImage? Find(string name)
        {
            if (name == Path.GetFileName(path)) return damaged;
            string other = Path.Combine(Path.GetDirectoryName(path)!, name);
            try
            {
                return File.Exists(other) ? ElfImage.Load(File.ReadAllBytes(other), name) : null;
            }
            catch (ElfFormatException)
            {
                // Damage gave the name of a script or the like.
                return null;
            }
        }
    }
}
