using System.Globalization;
using System.Text;
using RspDebug.RspClient.Session;
using RspDebug.RspClient.Transport;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.LinkBench;

/// <summary>A link whose times are known: a fake stub in memory, behind which a clock moves on by what a request is said to cost.</summary>
internal sealed class SyntheticLink(IRspTransport inner, ManualTime time, Func<string, double> microseconds) : IRspTransport
{
    public string Endpoint => inner.Endpoint;

    /// <summary>Connects a session over it.</summary>
    /// <param name="stub">Answers.</param>
    /// <param name="time">The clock of everything.</param>
    /// <param name="microseconds">The cost of a request, by its text.</param>
    public static Task<RspSession> ConnectAsync(FakeStub stub, ManualTime time, Func<string, double> microseconds) =>
        RspSession.ConnectAsync(new SyntheticLink(stub.ConnectInMemory(), time, microseconds), new RspOptions { Time = time }, default);

    /// <summary>How many bytes of memory a request is about; 0 for none.</summary>
    public static int SizeOf(string request)
    {
        int comma = request.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0 || request[0] is not ('m' or 'x' or 'M' or 'X')) return 0;
        string digits = new([.. request[(comma + 1)..].TakeWhile(char.IsAsciiHexDigit)]);
        return int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }

    public void Start(IRspReceiver receiver) => inner.Start(receiver);

    public void Write(ReadOnlySpan<byte> bytes)
    {
        int start = bytes.IndexOf((byte)'$');
        if (start >= 0) time.Advance(TimeSpan.FromMicroseconds(microseconds(Encoding.Latin1.GetString(bytes[(start + 1)..]))));
        inner.Write(bytes);
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
