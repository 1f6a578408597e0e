using RspDebug.DebugAdapter.Engine.Session;

namespace RspDebug.DebugAdapter.Engine.Image.Loading;

/// <summary>A file whose bytes were to be written to the target cannot be used; the message says what, where and what to do.</summary>
/// <param name="path">The file.</param>
/// <param name="line">Line of a text format, from 1; null for the file as a whole.</param>
/// <param name="what">What is wrong with it, without a full stop.</param>
/// <param name="advice">What to do, as a sentence.</param>
internal sealed class ImageFileException(string path, int? line, string what, string advice)
    : EngineException($"'{path}'{(line is { } number ? $", line {number}" : "")}: {what}. {advice}")
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>Line of a text format, from 1, or null.</summary>
    public int? Line { get; } = line;
}
