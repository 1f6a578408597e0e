using System.Text;

namespace RspDebug.Dwarf.Symbols.Demangling;

/// <summary>Collects a demangled name. Substitutions can repeat what they stand for without end: length and depth are bounded.</summary>
internal sealed class DemangledText
{
    private const int MaxLength = 32_768;
    private const int MaxDepth = 256;
    private const int MaxSteps = 200_000;

    private readonly StringBuilder _text = new();
    private int _depth, _steps;

    /// <summary>The text has become senseless; nothing more is taken.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Which element of a parameter pack is meant; with <see cref="PackSize"/> -1 outside of expansions.</summary>
    public int PackIndex { get; set; } = -1;

    /// <summary>Size of the pack that the expansion goes over; -1 while unknown.</summary>
    public int PackSize { get; set; } = -1;

    public int Length => _text.Length;

    public char Last => _text.Length == 0 ? '\0' : _text[^1];

    public DemangledText Append(string text)
    {
        if (_text.Length + text.Length > MaxLength) HasFailed = true;
        if (!HasFailed) _text.Append(text);
        return this;
    }

    public void Cut(int length) => _text.Length = Math.Min(length, _text.Length);

    /// <summary>Counts one node on the way down; false when it goes too deep.</summary>
    public bool Enter()
    {
        if (++_depth > MaxDepth || ++_steps > MaxSteps) HasFailed = true;
        return !HasFailed;
    }

    public void Leave() => _depth--;

    public override string ToString() => _text.ToString();
}
