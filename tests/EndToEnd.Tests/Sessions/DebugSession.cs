using System.Text.Json;
using System.Text.Json.Nodes;
using RspDebug.Testing;
using RspDebug.Testing.Dap;

namespace RspDebug.EndToEnd.Tests.Sessions;

/// <summary>One session with the real adapter, in the order in which VS Code speaks to it.</summary>
internal sealed class DebugSession : IAsyncDisposable
{
    private int _startSequence;
    private string _startCommand = string.Empty;

    private DebugSession(DapProcess adapter) => Adapter = adapter;

    public DapProcess Adapter { get; }

    public DapClient Client => Adapter.Client;

    /// <summary>Starts the adapter and initializes it.</summary>
    public static async Task<DebugSession> StartAsync(bool supportsProgressReporting = false, PacketRecord? record = null)
    {
        IEnumerable<string> log = record is null ? [] : ["--log", "rsp=verbose,engine=debug", "--log-file", record.File];
        DebugSession session = new(DapProcess.Start(AdapterProgram.Path, ["dap", .. log]));
        await session.Client.RequestAsync("initialize", new
        {
            adapterID = "rsp-debug", clientID = "test", linesStartAt1 = true, columnsStartAt1 = true, pathFormat = "path", supportsVariableType = true,
            supportsMemoryReferences = true, supportsInvalidatedEvent = true, supportsMemoryEvent = true, supportsProgressReporting,
        });
        return session;
    }

    /// <summary>Launches an image in QEMU with breakpoints at marks; the target runs when this returns.</summary>
    public static async Task<DebugSession> RunOnQemuAsync(string variant, params IReadOnlyList<string> marks)
    {
        Servers.LiveTool.Require("qemu-system-arm", "qemu-system-arm");
        DebugSession session = await StartAsync();
        await session.BeginAsync("launch", Configuration("qemu", Firmware.ImagePath(variant)));
        await session.SetBreakpointsAsync(marks);
        await session.FinishStartAsync();
        return session;
    }

    /// <summary>Launches an image in QEMU and waits for the first of the marks.</summary>
    public static async Task<(DebugSession Session, Frame Top)> StopOnQemuAsync(string variant, params IReadOnlyList<string> marks)
    {
        DebugSession session = await RunOnQemuAsync(variant, marks);
        return (session, await session.StoppedAsync("breakpoint"));
    }

    public static JsonObject Configuration(string serverType, string executable) => new()
    {
        ["name"] = "test", ["type"] = "rsp-debug", ["servertype"] = serverType, ["executable"] = executable,
        ["sourceMap"] = new JsonObject { [Firmware.RecordedFolder] = Firmware.Folder },
    };

    /// <summary>Sends launch or attach and waits until the adapter takes breakpoints.</summary>
    public async Task BeginAsync(string command, JsonObject configuration)
    {
        _startCommand = command;
        _startSequence = await Client.SendAsync(command, configuration);
        Task<JsonElement> failure = Client.ResponseAsync(_startSequence, command);
        Task<JsonElement> ready = Client.EventAsync("initialized");
        Task first = await Task.WhenAny(ready, failure);
        await first;
        await ready;
    }

    /// <summary>Ends the configuration; returns when launch or attach was answered.</summary>
    public async Task FinishStartAsync()
    {
        await Client.RequestAsync("configurationDone");
        await Client.ResponseAsync(_startSequence, _startCommand);
    }

    /// <summary>Sets breakpoints at marks, replacing those of the files concerned.</summary>
    /// <returns>The breakpoints as answered, in the order of the marks.</returns>
    public async Task<IReadOnlyList<JsonElement>> SetBreakpointsAsync(params IReadOnlyList<string> marks)
    {
        Dictionary<string, JsonElement> answered = new(StringComparer.Ordinal);
        foreach (IGrouping<string, string> file in marks.GroupBy(mark => Firmware.Mark(mark).Path))
        {
            JsonElement body = await Client.RequestAsync("setBreakpoints", new
            {
                source = new { path = file.Key, name = Path.GetFileName(file.Key) },
                breakpoints = file.Select(mark => new { line = Firmware.Mark(mark).Line }),
            });
            foreach ((string mark, JsonElement breakpoint) in file.Zip(body.GetProperty("breakpoints").EnumerateArray())) answered[mark] = breakpoint;
        }
        return [.. marks.Select(mark => answered[mark])];
    }

    public Task ClearBreakpointsAsync(string unit) =>
        Client.RequestAsync("setBreakpoints", new { source = new { path = Firmware.SourcePath(unit), name = unit }, breakpoints = Array.Empty<object>() });

    /// <summary>Waits for the next stop and returns the innermost frame.</summary>
    public async Task<Frame> StoppedAsync(string reason)
    {
        JsonElement stopped = await Client.EventAsync("stopped");
        Assert.That(stopped.GetProperty("reason").GetString(), Is.EqualTo(reason), stopped.GetRawText());
        return (await StackAsync())[0];
    }

    /// <summary>Sends a request that makes the target run, and waits for the stop.</summary>
    /// <param name="command"><c>continue</c>, <c>next</c>, <c>stepIn</c>, <c>stepOut</c>.</param>
    public async Task<Frame> RunAsync(string command, string reason = "step", string granularity = "statement")
    {
        await Client.RequestAsync(command, command == "continue" ? (object)new { threadId = 1 } : new { threadId = 1, granularity });
        return await StoppedAsync(command == "continue" && reason == "step" ? "breakpoint" : reason);
    }

    /// <summary>All frames, innermost first.</summary>
    public async Task<IReadOnlyList<Frame>> StackAsync()
    {
        JsonElement body = await Client.RequestAsync("stackTrace", new { threadId = 1 });
        return [.. body.GetProperty("stackFrames").EnumerateArray().Where(frame => !IsLabel(frame)).Select(Describe)];
    }

    public async Task<IReadOnlyDictionary<string, Variable>> ScopeAsync(Frame frame, string scope)
    {
        JsonElement body = await Client.RequestAsync("scopes", new { frameId = frame.Id });
        JsonElement found = body.GetProperty("scopes").EnumerateArray().First(entry => entry.GetProperty("name").GetString()!.StartsWith(scope, StringComparison.Ordinal));
        return await ChildrenAsync(found.GetProperty("variablesReference").GetInt32());
    }

    /// <summary>Locals and arguments of a frame by name, the innermost of a name.</summary>
    public async Task<IReadOnlyDictionary<string, Variable>> LocalsAsync(Frame frame)
    {
        Dictionary<string, Variable> all = new(StringComparer.Ordinal);
        JsonElement body = await Client.RequestAsync("scopes", new { frameId = frame.Id });
        foreach (JsonElement scope in body.GetProperty("scopes").EnumerateArray())
        {
            if (scope.GetProperty("name").GetString() is not ("Locals" or "Arguments")) continue;
            foreach ((string name, Variable variable) in await ChildrenAsync(scope.GetProperty("variablesReference").GetInt32())) all.TryAdd(name, variable);
        }
        return all;
    }

    public async Task<IReadOnlyDictionary<string, Variable>> ChildrenAsync(int reference)
    {
        if (reference == 0) return new Dictionary<string, Variable>(StringComparer.Ordinal);
        JsonElement body = await Client.RequestAsync("variables", new { variablesReference = reference });
        Dictionary<string, Variable> children = new(StringComparer.Ordinal);
        foreach (JsonElement child in body.GetProperty("variables").EnumerateArray()) children.TryAdd(child.GetProperty("name").GetString()!, Variable.From(child));
        return children;
    }

    /// <summary>Value of an expression in a frame.</summary>
    public async Task<string> EvaluateAsync(string expression, Frame frame, string context = "watch")
    {
        JsonElement body = await Client.RequestAsync("evaluate", new { expression, frameId = frame.Id, context });
        return body.GetProperty("result").GetString()!;
    }

    public async Task<byte[]> ReadMemoryAsync(string reference, int count, int offset = 0)
    {
        JsonElement body = await Client.RequestAsync("readMemory", new { memoryReference = reference, offset, count });
        return Convert.FromBase64String(body.GetProperty("data").GetString()!);
    }

    /// <summary>Ends the session as Shift+F5 does, and waits for the end of the adapter.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync(bool? terminateDebuggee = null)
    {
        await Client.RequestAsync("disconnect", terminateDebuggee is { } terminate ? (object)new { terminateDebuggee = terminate } : new { });
        return await Adapter.ExitAsync(TimeSpan.FromSeconds(20));
    }

    public ValueTask DisposeAsync() => Adapter.DisposeAsync();

    private static bool IsLabel(JsonElement frame) => frame.TryGetProperty("presentationHint", out JsonElement hint) && hint.GetString() == "label";

    private static Frame Describe(JsonElement frame)
    {
        string name = frame.GetProperty("name").GetString()!;
        int bracket = name.IndexOf('[', StringComparison.Ordinal);
        string unit = frame.TryGetProperty("source", out JsonElement source) && source.TryGetProperty("path", out JsonElement path) ? Path.GetFileName(path.GetString()!) : string.Empty;
        string? pc = frame.TryGetProperty("instructionPointerReference", out JsonElement reference) ? reference.GetString() : null;
        return new Frame(frame.GetProperty("id").GetInt32(), (bracket > 0 ? name[..bracket] : name).TrimEnd(), unit, frame.GetProperty("line").GetInt32(), pc, name);
    }
}
