using System.Text.Json.Nodes;
using RspDebug.DebugAdapter.Dap;
using RspDebug.DebugAdapter.Dap.Protocol;

namespace RspDebug.DebugAdapter.Tests.Dap;

public sealed class DapServerTests
{
    [Test]
    public async Task Request_WithHandler_GetsItsBody()
    {
        await using var client = new LoopbackClient(static server =>
            server.Requests.Handle(DapRequests.Threads, static (_, _, _) => new(new ThreadsResponse([new(1, "main")]))));
        int seq = await client.RequestAsync("threads");
        JsonNode response = await client.NextAsync();
        Assert.That(response.ToJsonString(), Is.EqualTo(
            $$$"""{"seq":1,"type":"response","request_seq":{{{seq}}},"success":true,"command":"threads","body":{"threads":[{"id":1,"name":"main"}]}}"""));
    }

    [Test]
    public async Task Request_WithoutBody_HasNoBodyMember()
    {
        await using var client = new LoopbackClient(static server => server.Requests.Handle(DapRequests.ConfigurationDone, static (_, _, _) => new(NoBody.Value)));
        await client.RequestAsync("configurationDone", "{}");
        Assert.That((await client.NextAsync()).AsObject().ContainsKey("body"), Is.False);
    }

    [Test]
    public async Task Request_UnknownCommand_NamesIt()
    {
        await using var client = new LoopbackClient(static _ => { });
        await client.RequestAsync("flyToTheMoon");
        JsonNode response = await client.NextAsync();
        Assert.Multiple(() =>
        {
            Assert.That((bool)response["success"]!, Is.False);
            Assert.That((string?)response["message"], Is.EqualTo("unknownCommand"));
            Assert.That((int)response["body"]!["error"]!["id"]!, Is.EqualTo((int)ErrorId.UnknownCommand));
            Assert.That((string?)response["body"]!["error"]!["format"], Does.Contain("flyToTheMoon"));
        });
    }

    // command | arguments | part of the error's text
    [TestCase("stackTrace", "{}", "threadId")]
    [TestCase("stackTrace", null, "threadId")]
    [TestCase("stackTrace", "{\"threadId\":\"one\"}", "$.threadId")]
    [TestCase("stackTrace", "{\"threadId\":1e99}", "$.threadId")]
    [TestCase("stackTrace", "[1]", "stackTrace")]
    [TestCase("stackTrace", "7", "stackTrace")]
    public async Task Request_ArgumentsOfAnotherShape_SaysWhichMember(string command, string? arguments, string part)
    {
        await using var client = new LoopbackClient(static server =>
            server.Requests.Handle(DapRequests.StackTrace, static (_, _, _) => new(new StackTraceResponse([]))));
        await client.RequestAsync(command, arguments);
        JsonNode response = await client.NextAsync();
        Assert.That((int)response["body"]!["error"]!["id"]!, Is.EqualTo((int)ErrorId.InvalidArguments));
        Assert.That((string?)response["body"]!["error"]!["format"], Does.Contain(part).And.Not.Contain("LineNumber"));
    }

    [Test]
    public async Task Request_HandlerThrows_TellsNoStackTraceAndTheNextRequestIsAnswered()
    {
        await using var client = new LoopbackClient(static server =>
        {
            server.Requests.Handle(DapRequests.Scopes, static (_, _, _) => throw new InvalidOperationException("secret"));
            server.Requests.Handle(DapRequests.Threads, static (_, _, _) => new(new ThreadsResponse([])));
        });
        await client.RequestAsync("scopes", "{\"frameId\":1}");
        await client.RequestAsync("threads");
        JsonNode failed = await client.NextAsync();
        JsonNode next = await client.NextAsync();
        Assert.Multiple(() =>
        {
            Assert.That((int)failed["body"]!["error"]!["id"]!, Is.EqualTo((int)ErrorId.Internal));
            Assert.That(failed.ToJsonString(), Does.Not.Contain("   at ").And.Not.Contain(".cs"));
            Assert.That((bool)next["success"]!, Is.True);
        });
    }

    [Test]
    public async Task Cancel_RequestThatRuns_EndsItAsCancelled()
    {
        await using var client = new LoopbackClient(static server => server.Requests.Handle(DapRequests.Evaluate, static async (_, _, cancellation) =>
        {
            await Task.Delay(Timeout.Infinite, cancellation);
            return new EvaluateResponse("", 0);
        }));
        int seq = await client.RequestAsync("evaluate", "{\"expression\":\"1\"}");
        await client.RequestAsync("cancel", $"{{\"requestId\":{seq}}}");
        JsonNode[] both = [await client.NextAsync(), await client.NextAsync()];
        JsonNode cancelled = both.Single(message => (int)message["request_seq"]! == seq);
        Assert.That((string?)cancelled["message"], Is.EqualTo("cancelled"));
        Assert.That((bool)both.Single(message => (string?)message["command"] == "cancel")["success"]!, Is.True);
    }

    [Test]
    public async Task Cancel_RequestThatWaits_NeverRunsIt()
    {
        using var mayEnd = new SemaphoreSlim(0);
        int ran = 0;
        await using var client = new LoopbackClient(server =>
        {
            server.Requests.Handle(DapRequests.Threads, async (_, _, _) =>
            {
                await mayEnd.WaitAsync(CancellationToken.None);
                return new ThreadsResponse([]);
            });
            server.Requests.Handle(DapRequests.Scopes, (_, _, _) =>
            {
                ran++;
                return new(new ScopesResponse([]));
            });
        });
        await client.RequestAsync("threads");
        int waits = await client.RequestAsync("scopes", "{\"frameId\":1}");
        await client.RequestAsync("cancel", $"{{\"requestId\":{waits}}}");
        Assert.That((string?)(await client.NextAsync())["command"], Is.EqualTo("cancel"));
        mayEnd.Release();
        await client.NextAsync();
        Assert.That((string?)(await client.NextAsync())["message"], Is.EqualTo("cancelled"));
        Assert.That(ran, Is.Zero);
    }

    [Test]
    public async Task Disconnect_WhileLaunchHangs_CancelsItAndEnds()
    {
        await using var client = new LoopbackClient(static server =>
        {
            server.Requests.Handle(DapRequests.Launch, static async (_, _, cancellation) =>
            {
                await Task.Delay(Timeout.Infinite, cancellation);
                return NoBody.Value;
            });
            server.Requests.Handle(DapRequests.Disconnect, static (_, _, _) => new(NoBody.Value));
        });
        await client.RequestAsync("launch", "{}");
        await client.RequestAsync("disconnect");
        Assert.That((string?)(await client.NextAsync())["message"], Is.EqualTo("cancelled"));
        Assert.That((bool)(await client.NextAsync())["success"]!, Is.True);
        Assert.That(await client.Ended, Is.EqualTo(DapServerEnd.Disconnected));
    }

    [Test]
    public async Task AfterResponse_EventOfAHandler_FollowsItsResponse()
    {
        await using var client = new LoopbackClient(static server => server.Requests.Handle(DapRequests.Continue, static (_, context, _) =>
        {
            context.AfterResponse(() => context.Client.Send(DapEvents.Stopped, new StoppedEvent(StoppedReason.Breakpoint, ThreadId: 1)));
            return new(new ContinueResponse());
        }));
        await client.RequestAsync("continue", "{\"threadId\":1}");
        Assert.That((string?)(await client.NextAsync())["type"], Is.EqualTo("response"));
        Assert.That((string?)(await client.NextAsync())["event"], Is.EqualTo("stopped"));
    }

    [TestCase("nonsense", "not JSON")]
    [TestCase("{}", "seq")]
    [TestCase("[1]", "seq")]
    [TestCase("{\"seq\":\"1\",\"type\":\"request\"}", "seq")]
    [TestCase("{\"seq\":1,\"type\":\"request\"}", "without a command")]
    public async Task Message_Malformed_IsReportedAndSkipped(string json, string part)
    {
        await using var client = new LoopbackClient(static server => server.Requests.Handle(DapRequests.Threads, static (_, _, _) => new(new ThreadsResponse([]))));
        await client.SendJsonAsync(json);
        await client.RequestAsync("threads");
        Assert.That((string?)(await client.NextAsync())["body"]!["output"], Does.Contain(part));
        Assert.That((bool)(await client.NextAsync())["success"]!, Is.True);
    }

    [Test]
    public async Task Stream_MalformedHeader_IsReportedAndEndsTheConversation()
    {
        await using var client = new LoopbackClient(static _ => { });
        await client.SendRawAsync("GET / HTTP/1.1\r\n\r\n");
        Assert.That((string?)(await client.NextAsync())["body"]!["output"], Does.Contain("GET / HTTP/1.1"));
        Assert.That(await client.Ended, Is.EqualTo(DapServerEnd.Malformed));
    }

    [Test]
    public async Task Stream_EndsWithoutDisconnect_EndsAsLost()
    {
        await using var client = new LoopbackClient(static _ => { });
        await client.CloseAsync();
        Assert.That(await client.Ended, Is.EqualTo(DapServerEnd.ClientLost));
    }

    [Test]
    public async Task Messages_InOrder_AreNumberedFromOne()
    {
        await using var client = new LoopbackClient(static _ => { });
        for (int i = 0; i < 5; i++) client.Server.Output($"{i}\n");
        for (int i = 0; i < 5; i++)
        {
            JsonNode message = await client.NextAsync();
            Assert.That((int)message["seq"]!, Is.EqualTo(i + 1));
            Assert.That((string?)message["body"]!["output"], Is.EqualTo($"{i}\n"));
        }
    }
}
