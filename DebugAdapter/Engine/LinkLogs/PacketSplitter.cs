using System.Text;
using System.Text.RegularExpressions;

namespace RspDebug.DebugAdapter.Engine.LinkLogs;

/// <summary>Cuts bytes of both directions in one stream into packets, and tells the requests among them by their names.</summary>
internal sealed partial class PacketSplitter
{
    private const int MaxPending = 1 << 20;
    private readonly List<byte> _pending = [];
    private LinkDirection _last = LinkDirection.ToStub;
    private int _line;
    private int _hash = -1;

    /// <summary>Takes bytes; gives the packets that are complete.</summary>
    public IEnumerable<LinkRecord> Push(int line, byte[] bytes)
    {
        if (_pending.Count == 0) _line = line;
        foreach (byte value in bytes)
        {
            if (value == (byte)'#' && _hash < 0 && _pending.Count > 0) _hash = _pending.Count;
            _pending.Add(value);
            bool isWhole = _hash >= 0 ? _pending.Count == _hash + 3 : _pending.Count == 1 && value is (byte)'+' or (byte)'-' or 0x03;
            if (!isWhole && _pending.Count < MaxPending) continue;
            yield return Take();
            _line = line;
        }
    }

    /// <summary>What is left at the end.</summary>
    public IEnumerable<LinkRecord> Finish()
    {
        if (_pending.Count > 0) yield return Take();
    }

    private LinkRecord Take()
    {
        byte[] bytes = [.. _pending];
        _pending.Clear();
        _hash = -1;
        LinkDirection direction = bytes[0] switch
        {
            // Who got the last packet acknowledges it.
            (byte)'+' or (byte)'-' => _last == LinkDirection.ToStub ? LinkDirection.ToClient : LinkDirection.ToStub,
            0x03 => LinkDirection.ToStub,
            _ => Request().IsMatch(Encoding.Latin1.GetString(bytes)) ? LinkDirection.ToStub : LinkDirection.ToClient,
        };
        if (bytes[0] is (byte)'$') _last = direction;
        return new LinkRecord(_line, null, direction, LinkRecordKind.Bytes, bytes);
    }

    [GeneratedRegex(@"^\$(q[A-Z][A-Za-z]+|qC#|QStart|QNonStop|v[A-Z][A-Za-z]+|\?#|!#|H[gc]|[mM][0-9a-f]+,[0-9a-f]+[:#]|[xX][0-9a-f]+,|[gcsDk]#|p[0-9a-f]+#|P[0-9a-f]+=|G[0-9a-f]|[zZ][0-4],)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Request();
}
