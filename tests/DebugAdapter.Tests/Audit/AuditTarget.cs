using System.Buffers.Binary;
using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.DebugAdapter.Engine.Target;
using RspDebug.Dwarf.Elf;
using RspDebug.RspClient.Session;
using RspDebug.RspClient.Transport;
using RspDebug.RspServer.Session;
using RspDebug.Testing;
using RspDebug.VirtualBoard.FrontEnds;
using RspDebug.VirtualBoard.FrontEnds.Rsp;
using RspDebug.VirtualBoard.Memory;
using Board = RspDebug.VirtualBoard.Board;

namespace RspDebug.DebugAdapter.Tests.Audit;

/// <summary>A virtual board in this process that a test can change behind the server's back, and a link to it.</summary>
internal sealed class AuditTarget : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly Stack<IAsyncDisposable> _parts = new();
    private BoardHost _host = null!;

    public ITargetLink Link { get; private set; } = null!;

    /// <summary>A board with an image in its flash, halted at reset.</summary>
    public static async Task<AuditTarget> StartAsync(string variant)
    {
        var target = new AuditTarget();
        var board = new Board();
        using (LoadedImage image = LoadedImage.Open(Firmware.ImagePath(variant)))
            foreach (ElfSegment segment in image.Elf.Segments.Where(s => s.Type == ElfSegmentType.Load && s.SizeInFile > 0))
                board.Load(LoadPart.Of(image, segment).Address, LoadPart.Of(image, segment).Data.Span);
        board.Reset();
        target._host = target.Own(new BoardHost(board));
        RspListener listener = target.Own(RspListener.Start(target.Own(new RspStub(new BoardTarget(target._host)))));
        await target.ConnectAsync(await TcpTransport.ConnectAsync("127.0.0.1", listener.EndPoint.Port, Limit, CancellationToken.None));
        await target.Link.MonitorAsync("reset halt", CancellationToken.None);
        return target;
    }

    /// <summary>A fake stub.</summary>
    public static async Task<AuditTarget> StartAsync(FakeStub stub)
    {
        var target = new AuditTarget();
        FakeStubListener listener = target.Own(stub.Listen());
        await target.ConnectAsync(await TcpTransport.ConnectAsync("127.0.0.1", listener.Port, Limit, CancellationToken.None));
        return target;
    }

    /// <summary>Writes a register as another debugger would.</summary>
    public void Poke(uint address, uint value) => _host.Use(board => board.Bus.TryWrite(address, 4, BusMaster.Debugger, value));

    public async ValueTask DisposeAsync()
    {
        await Link.DisposeAsync();
        while (_parts.TryPop(out IAsyncDisposable? part))
            await part.DisposeAsync();
    }

    /// <summary>Memory of a fake stub with an FPB of six comparators that takes writes like RAM.</summary>
    public static FakeRegion FlashPatch()
    {
        var bytes = new byte[0x1000];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, 0x261);
        return new FakeRegion("ram", 0xE000_2000, bytes);
    }

    private async Task ConnectAsync(IRspTransport transport) =>
        Link = new RspTargetLink(await RspSession.ConnectAsync(transport, new RspOptions(), CancellationToken.None), new LinkTraits { UsesChecksum = true });

    private T Own<T>(T part)
        where T : IAsyncDisposable
    {
        _parts.Push(part);
        return part;
    }
}
