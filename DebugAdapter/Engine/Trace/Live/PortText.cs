using System.Text;
using RspDebug.DebugAdapter.Launch;
using RspDebug.Swo.Itm;

namespace RspDebug.DebugAdapter.Engine.Trace.Live;

/// <summary>One stimulus port: text, or numbers as text, passed on as it comes and kept in a file when the configuration says so.</summary>
internal sealed class PortText : IDisposable
{
    private readonly Decoder _letters = Encoding.UTF8.GetDecoder();
    private readonly StringBuilder _waiting = new();
    private readonly string? _label;
    private readonly StreamWriter? _file;
    private readonly TraceDecoder _decoder;
    private bool _isLineStart = true;

    /// <summary>A port at the start of a line.</summary>
    /// <param name="decoder">What the configuration says of the port.</param>
    /// <param name="label">Put before each line; null when this is the only port.</param>
    /// <param name="file">Gets everything as well; null for none.</param>
    public PortText(TraceDecoder decoder, string? label, StreamWriter? file) => (_decoder, _label, _file) = (decoder, label, file);

    private bool IsNumbers => _decoder.Type == "binary";

    /// <summary>Takes a write to the port.</summary>
    public void Add(in SoftwareWrite write, long cycle)
    {
        if (IsNumbers)
        {
            AddText(FormattableString.Invariant($"{PortNumbers.Read(write, _decoder.Encoding, _decoder.Scale)}\n"), cycle);
            return;
        }

        Span<byte> bytes = stackalloc byte[4];
        Span<char> text = stackalloc char[8];
        int count = 0;
        for (int i = 0; i < write.SizeInBytes; i++)
            if ((byte)(write.Value >> 8 * i) is not 0 and byte letter) bytes[count++] = letter;
        AddText(text[.._letters.GetChars(bytes[..count], text, flush: false)], cycle);
    }

    /// <summary>Takes out what came since the last time; empty when nothing did.</summary>
    public string Take()
    {
        if (_waiting.Length == 0) return "";
        string text = _waiting.ToString();
        _waiting.Clear();
        _file?.Write(text);
        return text;
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private void AddText(ReadOnlySpan<char> text, long cycle)
    {
        foreach (char letter in text)
        {
            if (letter == '\r') continue;
            if (_isLineStart)
            {
                if (_label is not null) _waiting.Append('[').Append(_label).Append("] ");
                if (_decoder.Timestamp == true) _waiting.Append(FormattableString.Invariant($"{cycle} "));
            }

            _waiting.Append(letter);
            _isLineStart = letter == '\n';
        }
    }
}
