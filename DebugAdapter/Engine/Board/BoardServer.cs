using System.Net;
using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.Dwarf.Elf;
using RspDebug.RspServer.Session;
using RspDebug.VirtualBoard.Device;
using RspDebug.VirtualBoard.FrontEnds;
using RspDebug.VirtualBoard.FrontEnds.Rsp;
using RspDebug.VirtualBoard.FrontEnds.StLink;
using RspDebug.VirtualBoard.FrontEnds.Swo;
using Simulation = RspDebug.VirtualBoard.Board;

namespace RspDebug.DebugAdapter.Engine.Board;

/// <summary>The virtual board with an image in its flash and the front ends that were asked for.</summary>
internal sealed class BoardServer : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _parts = new();

    private BoardServer()
    {
    }

    /// <summary>Where GDB's protocol is spoken, or null.</summary>
    public IPEndPoint? Rsp { get; private set; }

    /// <summary>Where an ST-LINK is offered to OpenOCD's <c>st-link backend tcp</c>, or null.</summary>
    public IPEndPoint? StLink { get; private set; }

    /// <summary>Where the SWO bytes come out, or null.</summary>
    public IPEndPoint? Swo { get; private set; }

    /// <summary>Builds the board, loads the image, resets and runs it.</summary>
    /// <param name="elfPath">The image; null for an empty flash.</param>
    /// <param name="rspPort">0 picks a free port; null leaves the front end out. The same for the other two.</param>
    /// <param name="stLinkPort">See <paramref name="rspPort"/>.</param>
    /// <param name="swoPort">See <paramref name="rspPort"/>.</param>
    /// <param name="storm">Interrupts at random cycles; null for none.</param>
    /// <exception cref="ImageException">The image cannot be used.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">A port is taken.</exception>
    public static BoardServer Start(string? elfPath, int? rspPort, int? stLinkPort, int? swoPort, InterruptStormOptions? storm = null)
    {
        var board = new Simulation(new() { Storm = storm });
        if (elfPath is not null)
            Load(board, elfPath);
        board.Reset();
        var server = new BoardServer();
        var host = server.Own(new BoardHost(board));
        if (rspPort is { } rsp)
            server.Rsp = server.Own(RspListener.Start(server.Own(new RspStub(new BoardTarget(host))), rsp)).EndPoint;
        if (stLinkPort is { } stLink)
            server.StLink = server.Own(StLinkServer.Start(host, stLink)).EndPoint;
        if (swoPort is { } swo)
            server.Swo = server.Own(SwoServer.Start(host, swo)).EndPoint;
        return server;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        while (_parts.TryPop(out IAsyncDisposable? part))
            await part.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Puts an image into a board's memory.</summary>
    public static void Load(Simulation board, string elfPath)
    {
        using LoadedImage image = LoadedImage.Open(elfPath);
        foreach (ElfSegment segment in image.Elf.Segments.Where(s => s.Type == ElfSegmentType.Load && s.SizeInFile > 0))
        {
            LoadPart part = LoadPart.Of(image, segment);
            board.Load(part.Address, part.Data.Span);
        }
    }

    private T Own<T>(T part)
        where T : IAsyncDisposable
    {
        _parts.Push(part);
        return part;
    }
}
