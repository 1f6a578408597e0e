using System.Text.Json;
using System.Text.Json.Nodes;
using RspDebug.DebugAdapter.Dap;
using RspDebug.DebugAdapter.Dap.Handlers;
using RspDebug.DebugAdapter.Engine.Servers;
using RspDebug.DebugAdapter.Logging;
using RspDebug.RspServer.Transport;
using RspDebug.Testing;
using RspDebug.Testing.Dap;

namespace RspDebug.DebugAdapter.Tests.Link;

/// <summary>The DAP server in this process with a client that speaks to it as VS Code does.</summary>
internal sealed class AdapterInProcess : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Task _serving;
    private int _startSequence;
    private string _startCommand = "";

    public AdapterInProcess(ServerStarter? servers = null, LayerLogs? logs = null)
    {
        (LoopbackStream client, LoopbackStream adapter) = LoopbackStream.CreatePair();
        Client = new DapClient(client, client) { Limit = Limit };
        _serving = ServeAsync(adapter, servers, logs);
    }

    public DapClient Client { get; }

    /// <summary>What the user read so far: all output events.</summary>
    public string Output => Client.Output;

    /// <summary>A configuration that attaches to a stub on this computer, with limits that suit a test.</summary>
    public static JsonObject Configuration(string gdbTarget, string? image) => new()
    {
        ["name"] = "test", ["type"] = "rsp-debug", ["servertype"] = "external", ["gdbTarget"] = gdbTarget, ["executable"] = image,
        ["sourceMap"] = new JsonObject { [Firmware.RecordedFolder] = Firmware.Folder },
    };

    /// <summary>Sends <c>initialize</c> and attach or launch, and waits until breakpoints can be set, or throws the refusal.</summary>
    public async Task BeginAsync(JsonObject configuration, string command = "attach")
    {
        await Client.RequestAsync("initialize", new { adapterID = "rsp-debug", linesStartAt1 = true, columnsStartAt1 = true, pathFormat = "path" });
        _startCommand = command;
        _startSequence = await Client.SendAsync(command, configuration);
        Task<JsonElement> answer = Client.ResponseAsync(_startSequence, command), ready = Client.EventAsync("initialized");
        await await Task.WhenAny(answer, ready);
        await ready;
    }

    /// <summary>Ends the configuration: the target runs, or stays where it is with <c>breakAfterReset</c>.</summary>
    public async Task FinishAsync()
    {
        await Client.RequestAsync("configurationDone");
        await Client.ResponseAsync(_startSequence, _startCommand);
    }

    /// <summary>Sets breakpoints at functions.</summary>
    public Task<JsonElement> BreakAtAsync(params string[] functions) =>
        Client.RequestAsync("setFunctionBreakpoints", new { breakpoints = functions.Select(name => new { name }) });

    /// <summary>Sends a request that makes the target run, and waits for the stop.</summary>
    public async Task<JsonElement> RunAsync(string command, string granularity = "statement")
    {
        await Client.RequestAsync(command, new { threadId = 1, granularity });
        return await Client.EventAsync("stopped");
    }

    /// <summary>Names of the functions on the stack, innermost first.</summary>
    public async Task<IReadOnlyList<string>> StackAsync()
    {
        JsonElement body = await Client.RequestAsync("stackTrace", new { threadId = 1 });
        return [.. body.GetProperty("stackFrames").EnumerateArray().Select(frame => frame.GetProperty("name").GetString()!)];
    }

    /// <summary>The value of an expression in the innermost frame, as the debug console shows it.</summary>
    public async Task<string> EvaluateAsync(string expression)
    {
        JsonElement stack = await Client.RequestAsync("stackTrace", new { threadId = 1 });
        int frame = stack.GetProperty("stackFrames")[0].GetProperty("id").GetInt32();
        JsonElement body = await Client.RequestAsync("evaluate", new { expression, frameId = frame, context = "repl" });
        return body.GetProperty("result").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await _serving.WaitAsync(Limit);
    }

    private static async Task ServeAsync(LoopbackStream stream, ServerStarter? servers, LayerLogs? logs)
    {
        await using (stream)
        {
            var server = new DapServer(stream, stream, Serilog.Core.Logger.None);
            var handlers = new AdapterHandlers(server.Requests, observer: null, logs, servers);
            await server.RunAsync(CancellationToken.None);
            await handlers.EndAsync();
        }
    }
}
