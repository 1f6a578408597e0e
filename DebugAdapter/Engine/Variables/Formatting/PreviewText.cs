using System.Text;

namespace RspDebug.DebugAdapter.Engine.Variables.Formatting;

/// <summary>Collects a preview up to a length; once full it takes no more, so that nothing further is read from the target.</summary>
internal sealed class PreviewText(int maxLength)
{
    private readonly StringBuilder _text = new();

    public bool IsFull => _text.Length >= maxLength;

    public PreviewText Append(string text)
    {
        _text.Append(text);
        return this;
    }

    public override string ToString() => _text.ToString();
}
