using System.Text.Json;
using RspDebug.Testing.Dap;

namespace RspDebug.EndToEnd.Tests.Sessions;

[TestFixture]
public sealed class HandshakeTests
{
    [Test]
    [CancelAfter(60_000)]
    public async Task Initialize_PublishedProgramOnStdio_AnswersCapabilitiesAndNothingElseOnStdout()
    {
        await using DapProcess adapter = DapProcess.Start(AdapterProgram.Path, "dap");
        JsonElement capabilities = await adapter.Client.RequestAsync("initialize", new { adapterID = "rsp-debug", clientID = "test" });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(capabilities.GetProperty("supportsConfigurationDoneRequest").GetBoolean(), Is.True);
            Assert.That(adapter.Client.Received, Has.Count.EqualTo(1));
        }
    }
}
