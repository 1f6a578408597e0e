using System.Text;
using System.Threading.Channels;

namespace RspDebug.DebugAdapter.Engine.FileIo;

/// <summary>The firmware's console: what it prints is shown as it comes, what it reads is a line that the user types.</summary>
/// <param name="print">Gets text of the firmware.</param>
internal sealed class ProgramConsole(Action<string> print)
{
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private ReadOnlyMemory<byte> _rest;
    private int _waiting;

    /// <summary>True while the firmware waits for a line.</summary>
    public bool IsWaiting => Volatile.Read(ref _waiting) > 0;

    /// <summary>Shows bytes of the firmware; a character split between two calls is put together.</summary>
    public void Print(ReadOnlySpan<byte> utf8)
    {
        char[] text = new char[_decoder.GetCharCount(utf8, flush: false)];
        int length = _decoder.GetChars(utf8, text, flush: false);
        if (length > 0) print(new string(text, 0, length));
    }

    /// <summary>Gives the firmware a line that the user typed, without its end.</summary>
    public void Type(string line) => _lines.Writer.TryWrite(line + "\n");

    /// <summary>Waits for what the user typed.</summary>
    /// <param name="sizeInBytes">Most bytes wanted; the rest of a longer line is for the next call.</param>
    /// <param name="cancellationToken">The user interrupts the target.</param>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(int sizeInBytes, CancellationToken cancellationToken)
    {
        if (_rest.IsEmpty)
        {
            Interlocked.Increment(ref _waiting);
            try
            {
                _rest = Encoding.UTF8.GetBytes(await _lines.Reader.ReadAsync(cancellationToken).ConfigureAwait(false));
            }
            finally
            {
                Interlocked.Decrement(ref _waiting);
            }
        }

        ReadOnlyMemory<byte> part = _rest[..Math.Min(sizeInBytes, _rest.Length)];
        _rest = _rest[part.Length..];
        return part;
    }
}
