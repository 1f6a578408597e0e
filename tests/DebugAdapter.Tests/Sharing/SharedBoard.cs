using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using RspDebug.DebugAdapter.Dap;
using RspDebug.DebugAdapter.Dap.Handlers;
using RspDebug.DebugAdapter.Engine.Board;
using RspDebug.RspServer.Session;
using RspDebug.RspServer.Transport;
using RspDebug.Testing;
using RspDebug.Testing.Dap;
using RspDebug.VirtualBoard.FrontEnds;
using RspDebug.VirtualBoard.FrontEnds.Rsp;
using RspDebug.VirtualBoard.Memory;

namespace RspDebug.DebugAdapter.Tests.Sharing;

/// <summary>An editor's session, spoken to in DAP, on a virtual board that is asked for the truth; the session is offered to guests.</summary>
internal sealed partial class SharedBoard : IAsyncDisposable
{
    public const string Image = "gcc-Og-dwarf5";

    private readonly BoardHost _host;
    private readonly RspStub _stub;
    private readonly RspListener _listener;
    private readonly Task _serving;
    private int _hasServer = 1;

    private SharedBoard()
    {
        var board = new VirtualBoard.Board();
        BoardServer.Load(board, Firmware.ImagePath(Image));
        board.Reset();
        _host = new BoardHost(board);
        _stub = new RspStub(new BoardTarget(_host));
        _listener = RspListener.Start(_stub);
        (LoopbackStream client, LoopbackStream adapter) = LoopbackStream.CreatePair();
        _serving = ServeAsync(adapter);
        Editor = new DapClient(client, client) { Limit = TimeSpan.FromSeconds(60) };
    }

    public DapClient Editor { get; }

    /// <summary>Where guests connect.</summary>
    public int Port { get; private set; }

    /// <summary>Attaches the editor; the target stands where it was attached, shown as an entry.</summary>
    public static async Task<SharedBoard> StartAsync(int port = 0)
    {
        var shared = new SharedBoard();
        await shared.Editor.RequestAsync("initialize", new { adapterID = "rsp-debug", supportsInvalidatedEvent = true, supportsMemoryEvent = true });
        int attach = await shared.Editor.SendAsync("attach", new
        {
            servertype = "external", gdbTarget = $"127.0.0.1:{shared._listener.EndPoint.Port}", executable = Firmware.ImagePath(Image), gdbServerPort = port, breakAfterReset = true, timeouts = new { reconnectMs = 0 },
            sourceMap = new Dictionary<string, string>(StringComparer.Ordinal) { [Firmware.RecordedFolder] = Firmware.Folder },
        });
        await shared.Editor.EventAsync("initialized");
        await shared.Editor.RequestAsync("configurationDone");
        await shared.Editor.ResponseAsync(attach, "attach");
        await shared.Editor.EventAsync("stopped");
        await shared.Editor.RequestAsync("evaluate", new { expression = "monitor reset halt", context = "repl" });
        if (SharedAt().Match(shared.Editor.Output) is { Success: true } match) shared.Port = int.Parse(match.Groups["port"].Value, CultureInfo.InvariantCulture);
        return shared;
    }

    /// <summary>Instructions the core has executed so far.</summary>
    public ulong Instructions => _host.Use(board => board.Processor.Instructions);

    public uint Pc => _host.Use(board => board.Processor.Pc);

    public bool IsHalted => _host.Use(board => board.Processor.IsHalted);

    /// <summary>What the comparators of the breakpoint unit hold (FP_COMPn of the FPBv1: bits 28:2 the word, 31:30 the halfword; ARMv7-M ARM C1.11.5).</summary>
    public IReadOnlyList<uint> Comparators => [.. Enumerable.Range(0, 6).Select(n => Word(0xE000_2008 + 4 * (uint)n)).Where(comparator => (comparator & 1) != 0)
        .Select(comparator => (comparator & 0x1FFF_FFFC) + (comparator >> 31 != 0 ? 2u : 0)).Order()];

    /// <summary>A word of memory, read past all debuggers.</summary>
    public uint Word(uint address) => _host.Use(board => board.Bus.TryRead(address, sizeof(uint), BusMaster.Debugger, out uint value) ? value : 0);

    /// <summary>Sets the editor's breakpoints, all of them.</summary>
    public async Task SetBreakpointsAsync(params IEnumerable<uint> addresses)
    {
        JsonElement body = await Editor.RequestAsync("setInstructionBreakpoints", new { breakpoints = addresses.Select(address => new { instructionReference = $"0x{address:x8}" }) });
        Assert.That(body.GetProperty("breakpoints").EnumerateArray().All(breakpoint => breakpoint.GetProperty("verified").GetBoolean()), Is.True, body.GetRawText());
    }

    /// <summary>PC of the innermost frame that the editor shows.</summary>
    public async Task<uint> EditorPcAsync()
    {
        JsonElement body = await Editor.RequestAsync("stackTrace", new { threadId = 1, startFrame = 0, levels = 1 });
        return uint.Parse(body.GetProperty("stackFrames")[0].GetProperty("instructionPointerReference").GetString()![2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    /// <summary>Ends the debug server, as a crash would.</summary>
    public ValueTask EndServerAsync() => Interlocked.Exchange(ref _hasServer, 0) == 1 ? _listener.DisposeAsync() : ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await Editor.DisposeAsync();
        await _serving.WaitAsync(TimeSpan.FromSeconds(60));
        await EndServerAsync();
        await _stub.DisposeAsync();
        await _host.DisposeAsync();
        DapSchema.AssertValid(Editor.Received);
    }

    private static async Task ServeAsync(LoopbackStream stream)
    {
        await using LoopbackStream closing = stream;
        var server = new DapServer(stream, stream, Serilog.Core.Logger.None);
        var handlers = new AdapterHandlers(server.Requests, observer: null);
        await server.RunAsync(CancellationToken.None);
        await handlers.EndAsync();
    }

    [GeneratedRegex(@"target extended-remote localhost:(?<port>\d+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SharedAt();
}
