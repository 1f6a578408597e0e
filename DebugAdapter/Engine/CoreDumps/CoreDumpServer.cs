using System.Net;
using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.RspServer.Session;

namespace RspDebug.DebugAdapter.Engine.CoreDumps;

/// <summary>A core dump behind a port of this computer, for the session of this process or for any client of GDB's protocol.</summary>
internal sealed class CoreDumpServer : IAsyncDisposable
{
    private readonly RspStub _stub;
    private readonly RspListener _listener;
    private readonly LoadedImage? _image;

    private CoreDumpServer(RspStub stub, RspListener listener, LoadedImage? image) => (_stub, _listener, _image) = (stub, listener, image);

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint => _listener.EndPoint;

    /// <summary>Reads the dump and listens.</summary>
    /// <param name="corePath">The dump.</param>
    /// <param name="elfPath">The firmware that ran; null when it is not to be had.</param>
    /// <param name="port">0 picks a free one.</param>
    /// <param name="address">Where to listen; null for this computer alone.</param>
    /// <exception cref="CoreDumpException">The dump cannot be used.</exception>
    /// <exception cref="Session.ImageException">The image cannot be used.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The port is taken.</exception>
    public static CoreDumpServer Start(string corePath, string? elfPath, int port, IPAddress? address = null)
    {
        CoreDump dump = CoreDumpFile.Load(corePath);
        LoadedImage? image = elfPath is null ? null : LoadedImage.Open(elfPath);
        var stub = new RspStub(new CoreDumpTarget(dump, image));
        return new CoreDumpServer(stub, RspListener.Start(stub, port, address), image);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _listener.DisposeAsync().ConfigureAwait(false);
        await _stub.DisposeAsync().ConfigureAwait(false);
        _image?.Dispose();
    }
}
