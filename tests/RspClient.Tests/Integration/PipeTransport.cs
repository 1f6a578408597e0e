using System.Diagnostics;
using RspDebug.RspClient.Transport;

namespace RspDebug.RspClient.Tests.Integration;

/// <summary>RSP over the standard input and output of a program, as gdb's <c>target remote | PROGRAM</c>. Ends the program when disposed.</summary>
internal sealed class PipeTransport : IRspTransport
{
    private readonly Process _process;
    private readonly Lock _gate = new();
    private bool _isDisposed;

    public PipeTransport(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginErrorReadLine();
        Endpoint = $"{program} {_process.Id}";
    }

    public string Endpoint { get; }

    public void Start(IRspReceiver receiver) => new Thread(() =>
    {
        byte[] buffer = new byte[4096];
        Stream output = _process.StandardOutput.BaseStream;
        for (int count; (count = Read(output, buffer)) > 0;) receiver.OnReceived(buffer.AsSpan(0, count));
        if (!Volatile.Read(ref _isDisposed)) receiver.OnClosed(null);
    })
    { IsBackground = true }.Start();

    public void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            lock (_gate)
            {
                _process.StandardInput.BaseStream.Write(bytes);
                _process.StandardInput.BaseStream.Flush();
            }
        }
        catch (IOException closed)
        {
            throw new RspTransportException(TransportFailure.Closed, "The program has ended", Endpoint, "Start it again.", closed);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Volatile.Write(ref _isDisposed, true);
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static int Read(Stream output, byte[] buffer)
    {
        try
        {
            return output.Read(buffer);
        }
        catch (Exception closed) when (closed is IOException or ObjectDisposedException or InvalidOperationException)
        {
            return 0;
        }
    }
}
