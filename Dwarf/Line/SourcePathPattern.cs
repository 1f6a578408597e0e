using System.Text;

namespace RspDebug.Dwarf.Line;

/// <summary>A path as the user's editor knows it, to be found among paths as the compiler wrote them.</summary>
/// <remarks>
/// Both may be relative, have another prefix (built elsewhere) or another system's separators. The whole paths are compared from the file
/// name backwards; Windows paths without regard to case.
/// </remarks>
internal sealed class SourcePathPattern
{
    private readonly List<string> _names;
    private readonly byte[] _fileName;
    private readonly bool _isAbsolute;
    private readonly bool _ignoresCase;

    public SourcePathPattern(string path)
    {
        _names = SourcePath.Split(path);
        _fileName = Encoding.UTF8.GetBytes(_names.Count > 0 ? _names[^1] : "");
        _isAbsolute = SourcePath.IsAbsolute(path);
        _ignoresCase = SourcePath.IgnoresCase(path);
    }

    /// <summary>A cheap first test: whether the last name of an undecoded path can be the wanted file.</summary>
    public bool MayMatch(ReadOnlySpan<byte> name)
    {
        if (_fileName.Length == 0 || name.Length < _fileName.Length) return false;
        int before = name.Length - _fileName.Length - 1;
        if (before >= 0 && name[before] is not ((byte)'/' or (byte)'\\')) return false;
        ReadOnlySpan<byte> last = name[(before + 1)..];
        return Ascii.EqualsIgnoreCase(last, _fileName) || last.SequenceEqual(_fileName);
    }

    /// <summary>How well a path fits; <see cref="SourcePathMatch.None"/> when it is another file.</summary>
    public SourcePathMatch Match(string path)
    {
        List<string> names = SourcePath.Split(path);
        StringComparison comparison = _ignoresCase || SourcePath.IgnoresCase(path) ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        int common = 0;
        while (common < names.Count && common < _names.Count && string.Equals(names[^(common + 1)], _names[^(common + 1)], comparison)) common++;
        if (common == 0) return SourcePathMatch.None;
        if (common == names.Count && common == _names.Count) return SourcePathMatch.Whole;
        // A relative path that is a suffix of the other one; of two absolute paths only the tails agree.
        bool isSuffix = common == _names.Count && !_isAbsolute || common == names.Count && !SourcePath.IsAbsolute(path);
        return isSuffix ? SourcePathMatch.Suffix : new SourcePathMatch(common);
    }
}
