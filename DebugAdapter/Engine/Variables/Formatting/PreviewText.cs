using System.Text;

namespace RspDebug.DebugAdapter.Engine.Variables.Formatting;

/// <summary>Collects a preview up to a length; once full it takes no more, so that nothing further is read from the target.</summary>
internal sealed class PreviewText(int maxLength)
{
    private readonly StringBuilder _text = new();
    private readonly HashSet<(ulong, string)> _virtualBases = [];

    public bool IsFull => _text.Length >= maxLength;

    /// <summary>True the first time that a virtual base is met: it is one part, however often it is inherited.</summary>
    public bool IsFirst(TypedValue part) => part.Address is not { } address || _virtualBases.Add((address, part.Type.Name));

    public PreviewText Append(string text)
    {
        _text.Append(text);
        return this;
    }

    public override string ToString() => _text.ToString();
}
