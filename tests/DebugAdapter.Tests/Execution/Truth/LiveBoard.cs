using System.Threading.Channels;
using RspDebug.DebugAdapter.Engine.Breakpoints;
using RspDebug.DebugAdapter.Engine.Execution;
using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Engine.Stack;
using RspDebug.DebugAdapter.Engine.Target;
using RspDebug.Dwarf.Elf;
using RspDebug.RspClient.Session;
using RspDebug.RspClient.Transport;
using RspDebug.RspServer.Session;
using RspDebug.Testing;
using RspDebug.VirtualBoard;
using RspDebug.VirtualBoard.FrontEnds;
using RspDebug.VirtualBoard.FrontEnds.Rsp;

namespace RspDebug.DebugAdapter.Tests.Execution.Truth;

/// <summary>A debug session on a board in this process whose inside the test can see and put back.</summary>
internal sealed class LiveBoard : ISessionEvents, IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    // Against hanging alone: a step over the longest call of the firmware takes milliseconds.
    private static readonly TimeSpan StepLimit = TimeSpan.FromSeconds(20);

    private readonly Channel<StopReport> _stops = Channel.CreateUnbounded<StopReport>();
    private readonly RspStub _stub;
    private readonly RspListener _listener;

    private LiveBoard(BoardHost host, BoardTargetOptions options)
    {
        Host = host;
        _stub = new RspStub(new BoardTarget(host, options));
        _listener = RspListener.Start(_stub);
    }

    public BoardHost Host { get; }

    public DebugSession Session { get; private set; } = null!;

    public RspSession Rsp { get; private set; } = null!;

    public List<string> Output { get; } = [];

    public string? Ended { get; private set; }

    /// <summary>Images made for stepping alone.</summary>
    public static IReadOnlyList<string> SteppingImages { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(FixtureFiles.RepositoryRoot, "tests", "Fixtures", "stepping"), "steps-*.elf").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];

    /// <summary>Path of an image of the test firmware, or of one made for stepping; a path stays itself.</summary>
    public static string ImagePath(string variant) => variant.StartsWith("steps-", StringComparison.Ordinal)
        ? Path.Combine(FixtureFiles.RepositoryRoot, "tests", "Fixtures", "stepping", variant + ".elf")
        : variant.EndsWith(".elf", StringComparison.Ordinal) ? variant : Firmware.ImagePath(variant);

    /// <summary>Starts with the board halted at reset.</summary>
    public static async Task<LiveBoard> StartAsync(string variant, BoardTargetOptions? options = null, SessionOptions? session = null, LinkTraits? traits = null)
    {
        var board = new Board();
        LoadedImage image = LoadedImage.Open(ImagePath(variant));
        foreach (ElfSegment segment in image.Elf.Segments.Where(s => s.Type == ElfSegmentType.Load && s.SizeInFile > 0))
        {
            LoadPart part = LoadPart.Of(image, segment);
            board.Load(part.Address, part.Data.Span);
        }

        board.Reset();
        var live = new LiveBoard(new BoardHost(board), options ?? new BoardTargetOptions());
        TcpTransport transport = await TcpTransport.ConnectAsync("127.0.0.1", live._listener.EndPoint.Port, Limit, CancellationToken.None);
        live.Rsp = await RspSession.ConnectAsync(transport, new RspOptions(), CancellationToken.None);
        await live.Rsp.MonitorAsync("reset halt", CancellationToken.None);
        var link = new RspTargetLink(live.Rsp, traits ?? new LinkTraits { UsesChecksum = true });
        live.Session = new DebugSession(link, image, session ?? new SessionOptions(), live);
        await live.Session.PrepareAsync(CancellationToken.None);
        return live;
    }

    public async Task<StopReport> RunAsync(Action<DebugSession> start)
    {
        start(Session);
        using var limit = new CancellationTokenSource(Limit);
        return await _stops.Reader.ReadAsync(limit.Token);
    }

    /// <summary>Steps; gives false when the step does not end, and stops it.</summary>
    public async Task<bool> StepAsync(StepRequest request)
    {
        Start(Session, request);
        using var limit = new CancellationTokenSource(StepLimit);
        try
        {
            await _stops.Reader.ReadAsync(limit.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            await Session.PauseAsync();
            await _stops.Reader.ReadAsync();
            return false;
        }
    }

    public static void Start(DebugSession session, StepRequest request)
    {
        if (request == StepRequest.Finish)
            session.StepOut();
        else
            session.Step(
                request is StepRequest.Next or StepRequest.NextInstruction ? StepKind.Over : StepKind.Into,
                request is StepRequest.NextInstruction or StepRequest.StepInstruction);
    }

    /// <summary>Puts the board back; the session forgets what it knew.</summary>
    public async Task RestoreAsync(BoardSnapshot snapshot)
    {
        Host.Use(board => board.Restore(snapshot));
        await Session.MonitorAsync("cycles", CancellationToken.None);
    }

    public uint[] Registers() => Host.Use(board => RecordedRun.RegistersOf(board.Processor));

    /// <summary>Breakpoints on marked lines of one source file.</summary>
    public Task<IReadOnlyList<UserBreakpoint>> BreakAtAsync(params string[] marks)
    {
        FirmwareMark[] places = [.. marks.Select(Firmware.Mark)];
        string path = Firmware.SourcePath(places[0].Unit);
        return Session.SetBreakpointsAsync(path, [.. places.Select(p => new BreakpointSpec.Line(path, p.Line))], CancellationToken.None);
    }

    public async Task ClearAsync(string mark) =>
        await Session.SetBreakpointsAsync(Firmware.SourcePath(Firmware.Mark(mark).Unit), [], CancellationToken.None);

    /// <summary>Comparators that are switched on (FP_COMPn bit 0).</summary>
    public int ArmedComparators() => Host.Use(board =>
    {
        int count = 0;
        for (uint i = 0; i < 6; i++)
            if (board.Bus.TryRead(0xE000_2008 + 4 * i, 4, VirtualBoard.Memory.BusMaster.Debugger, out uint comparator) && (comparator & 1) != 0)
                count++;
        return count;
    });

    public async Task<StackFrame> TopAsync() => (await Session.StackAsync(0, 1, CancellationToken.None)).Frames[0];

    public void OnStopped(StopReport stop) => _stops.Writer.TryWrite(stop);

    public void OnOutput(OutputKind kind, string text) => Output.Add(text);

    public void OnEnded(string? reason)
    {
        Ended = reason;
        _stops.Writer.TryComplete();
    }

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        await _listener.DisposeAsync();
        await _stub.DisposeAsync();
        await Host.DisposeAsync();
    }
}
