using System.Globalization;
using System.Text.Json.Nodes;

namespace RspDebug.DebugAdapter.Cli.Demo;

/// <summary>The debugger's gestures, as requests of the protocol.</summary>
internal sealed class DemoSession(DemoClient client, DemoFirmware firmware, CancellationToken cancellationToken)
{
    /// <summary>Launches the firmware on the virtual board up to <c>main</c>.</summary>
    public async Task<DemoFrame> LaunchAsync()
    {
        await client.RequestAsync("initialize", new JsonObject { ["adapterID"] = "rsp-debug", ["clientID"] = "demo", ["supportsVariableType"] = true }, cancellationToken).ConfigureAwait(false);
        int launch = await client.SendAsync("launch", new JsonObject
        {
            ["servertype"] = "virtual", ["executable"] = firmware.Image, ["runToEntryPoint"] = "main",
            ["sourceMap"] = new JsonObject { [DemoFirmware.RecordedFolder] = firmware.Folder },
            ["swoConfig"] = new JsonObject
            {
                ["enabled"] = true,
                ["decoders"] = new JsonArray(
                    new JsonObject { ["type"] = "console", ["port"] = 0 }, new JsonObject { ["type"] = "graph", ["port"] = 1, ["graphId"] = "round" }),
            },
        }, cancellationToken).ConfigureAwait(false);
        await client.ResponseAsync(launch, "launch", cancellationToken).ConfigureAwait(false);
        await client.EventAsync("initialized", cancellationToken).ConfigureAwait(false);
        await client.RequestAsync("configurationDone", null, cancellationToken).ConfigureAwait(false);
        return await StoppedAsync().ConfigureAwait(false);
    }

    /// <summary>Replaces the breakpoints of a file by one at a mark.</summary>
    public async Task<int> BreakAsync(string unit, string mark, string? condition = null)
    {
        int line = firmware.LineOf(unit, mark);
        var breakpoint = new JsonObject { ["line"] = line };
        if (condition is not null) breakpoint["condition"] = condition;
        JsonObject answer = await BreakAsync(unit, [breakpoint]).ConfigureAwait(false);
        if ((bool?)answer["breakpoints"]![0]!["verified"] != true) throw new DemoException($"The breakpoint at {unit}:{line} was refused: {answer["breakpoints"]![0]!["message"]}");
        return line;
    }

    /// <summary>Removes the breakpoints of a file.</summary>
    public Task ClearAsync(string unit) => BreakAsync(unit, []);

    /// <summary>Runs by <c>continue</c>, <c>next</c>, <c>stepIn</c> or <c>stepOut</c> to the next stop.</summary>
    public async Task<DemoFrame> RunAsync(string command, string granularity = "statement")
    {
        var arguments = new JsonObject { ["threadId"] = 1 };
        if (command != "continue") arguments["granularity"] = granularity;
        await client.RequestAsync(command, arguments, cancellationToken).ConfigureAwait(false);
        return await StoppedAsync().ConfigureAwait(false);
    }

    /// <summary>All frames, innermost first.</summary>
    public async Task<IReadOnlyList<DemoFrame>> StackAsync()
    {
        JsonObject body = await client.RequestAsync("stackTrace", new JsonObject { ["threadId"] = 1 }, cancellationToken).ConfigureAwait(false);
        return [.. body["stackFrames"]!.AsArray().Where(static frame => (string?)frame!["presentationHint"] != "label").Select(static frame => DemoFrame.From(frame!))];
    }

    /// <summary>Scopes of a frame: name and reference.</summary>
    public async Task<IReadOnlyList<(string Name, int Reference)>> ScopesAsync(DemoFrame frame)
    {
        JsonObject body = await client.RequestAsync("scopes", new JsonObject { ["frameId"] = frame.Id }, cancellationToken).ConfigureAwait(false);
        return [.. body["scopes"]!.AsArray().Select(static scope => ((string)scope!["name"]!, (int)scope["variablesReference"]!))];
    }

    /// <summary>Variables under a reference: name, value and their own reference.</summary>
    public async Task<IReadOnlyList<(string Name, string Value, int Reference)>> VariablesAsync(int reference)
    {
        JsonObject body = await client.RequestAsync("variables", new JsonObject { ["variablesReference"] = reference }, cancellationToken).ConfigureAwait(false);
        return [.. body["variables"]!.AsArray().Select(static entry => ((string)entry!["name"]!, (string)entry["value"]!, (int)entry["variablesReference"]!))];
    }

    /// <summary>Arguments and locals of a frame on one line.</summary>
    public async Task<string> LocalsAsync(DemoFrame frame)
    {
        List<string> texts = [];
        foreach ((string name, int reference) in await ScopesAsync(frame).ConfigureAwait(false))
        {
            if (name is not ("Arguments" or "Locals") || reference == 0) continue;
            texts.AddRange((await VariablesAsync(reference).ConfigureAwait(false)).Select(static entry => $"{entry.Name} = {entry.Value}"));
        }
        return string.Join(", ", texts.Distinct(StringComparer.Ordinal));
    }

    /// <summary>Value of an expression.</summary>
    public async Task<string> EvaluateAsync(string expression, DemoFrame frame)
    {
        JsonObject body = await client.RequestAsync(
            "evaluate", new JsonObject { ["expression"] = expression, ["frameId"] = frame.Id, ["context"] = "watch" }, cancellationToken).ConfigureAwait(false);
        return (string)body["result"]!;
    }

    /// <summary>Instructions from an address on: address, bytes and text.</summary>
    public async Task<IReadOnlyList<(string Address, string Bytes, string Text)>> DisassembleAsync(string address, int offset, int count)
    {
        JsonObject body = await client.RequestAsync("disassemble", new JsonObject
        {
            ["memoryReference"] = address, ["instructionOffset"] = offset, ["instructionCount"] = count, ["resolveSymbols"] = true,
        }, cancellationToken).ConfigureAwait(false);
        return [.. body["instructions"]!.AsArray().Select(static line => ((string)line!["address"]!, (string?)line["instructionBytes"] ?? string.Empty, (string)line["instruction"]!))];
    }

    /// <summary>Bytes of memory.</summary>
    public async Task<byte[]> ReadMemoryAsync(string address, int count)
    {
        JsonObject body = await client.RequestAsync("readMemory", new JsonObject { ["memoryReference"] = address, ["count"] = count }, cancellationToken).ConfigureAwait(false);
        return Convert.FromBase64String((string?)body["data"] ?? string.Empty);
    }

    /// <summary>FPSCR at the stop.</summary>
    public async Task<uint> FpscrAsync(DemoFrame frame)
    {
        string value = await EvaluateAsync("$fpscr", frame).ConfigureAwait(false);
        int digits = value.IndexOf("0x", StringComparison.Ordinal) + 2;
        return digits >= 2 && uint.TryParse(new string([.. value[digits..].TakeWhile(char.IsAsciiHexDigit)]), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out uint fpscr)
            ? fpscr
            : uint.TryParse(value, CultureInfo.InvariantCulture, out fpscr) ? fpscr : throw new DemoException($"$fpscr is not a number: {value}");
    }

    /// <summary>Waits until the firmware's trace has brought so many numbers.</summary>
    public async Task SwoValuesAsync(int count)
    {
        while (client.SwoValues.Count < count) await client.EventAsync("rsp-debug/swo", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends the session and the server.</summary>
    public Task EndAsync() => client.RequestAsync("disconnect", new JsonObject { ["terminateDebuggee"] = true }, cancellationToken);

    private Task<JsonObject> BreakAsync(string unit, JsonArray breakpoints) => client.RequestAsync("setBreakpoints", new JsonObject
    {
        ["source"] = new JsonObject { ["path"] = firmware.Source(unit), ["name"] = unit }, ["breakpoints"] = breakpoints,
    }, cancellationToken);

    private async Task<DemoFrame> StoppedAsync()
    {
        await client.EventAsync("stopped", cancellationToken).ConfigureAwait(false);
        return (await StackAsync().ConfigureAwait(false))[0];
    }
}
