using System.Globalization;
using System.Text;
using RspDebug.RspClient;
using RspDebug.RspClient.Replies;
using RspDebug.RspClient.Session;

namespace RspDebug.DebugAdapter.Engine.FileIo;

/// <summary>The arguments of one call, read with a check: they come from the wire.</summary>
internal readonly struct FileIoArguments(FileIoRequest request, IFileIoMemory memory)
{
    private const int MaxPathInBytes = 4096;

    /// <summary>Target memory.</summary>
    public IFileIoMemory Memory => memory;

    /// <summary>A number, which may be negative.</summary>
    /// <exception cref="FileIoException">It is missing or no number.</exception>
    public long Number(int index)
    {
        ReadOnlySpan<char> text = index < request.Arguments.Length ? request.Arguments[index] : "";
        bool isNegative = text.StartsWith("-", StringComparison.Ordinal);
        if (!ulong.TryParse(isNegative ? text[1..] : text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong value) || value > long.MaxValue)
            throw new FileIoException(FileIoErrno.Invalid);
        return isNegative ? -(long)value : (long)value;
    }

    /// <summary>An address in target memory.</summary>
    public TargetAddress Address(int index) => new((ulong)Number(index));

    /// <summary>A size in bytes.</summary>
    public int Size(int index) => Number(index) is >= 0 and <= int.MaxValue and var size ? (int)size : throw new FileIoException(FileIoErrno.Invalid);

    /// <summary>The length of a text argument, <c>address/length</c>; 0 for none.</summary>
    public int TextLength(int index) => Split(index).Length;

    /// <summary>Fetches a text, <c>address/length</c> with the closing NUL counted.</summary>
    public async ValueTask<string> TextAsync(int index, CancellationToken cancellationToken)
    {
        (TargetAddress address, int length) = Split(index);
        if (length > MaxPathInBytes) throw new FileIoException(FileIoErrno.NameTooLong);
        byte[] bytes = new byte[length];
        if (await memory.ReadAsync(address, bytes, cancellationToken).ConfigureAwait(false) < length) throw new FileIoException(FileIoErrno.BadAddress);
        int end = Array.IndexOf(bytes, (byte)0);
        return Encoding.UTF8.GetString(bytes, 0, end < 0 ? length : end);
    }

    private (TargetAddress Address, int Length) Split(int index)
    {
        string[] parts = (index < request.Arguments.Length ? request.Arguments[index] : "").Split('/');
        var pair = new FileIoArguments(request with { Arguments = [.. parts] }, memory);
        return parts.Length == 2 ? (pair.Address(0), pair.Size(1)) : throw new FileIoException(FileIoErrno.Invalid);
    }
}
