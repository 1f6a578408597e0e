using System.Text.Json;
using RspDebug.EndToEnd.Tests.Sessions;

namespace RspDebug.EndToEnd.Tests.Breakpoints;

/// <summary>What <c>initialize</c> offers of breakpoints; each is tested through DAP in this folder or in Qemu/.</summary>
[TestFixture]
public sealed class CapabilityTests
{
    [Test]
    [CancelAfter(60_000)]
    public async Task Initialize_OffersEveryKindOfBreakpoint()
    {
        await using DebugSession session = await DebugSession.StartAsync();
        JsonElement capabilities = session.Client.Received[0].GetProperty("body");
        string[] wanted =
        [
            "supportsFunctionBreakpoints", "supportsConditionalBreakpoints", "supportsHitConditionalBreakpoints", "supportsLogPoints", "supportsInstructionBreakpoints",
            "supportsDataBreakpoints", "supportsDataBreakpointBytes", "supportsExceptionInfoRequest", "supportsRestartRequest", "supportsBreakpointLocationsRequest",
        ];
        Assert.That(wanted.Where(name => !capabilities.TryGetProperty(name, out JsonElement value) || !value.GetBoolean()), Is.Empty);
        JsonElement[] filters = [.. capabilities.GetProperty("exceptionBreakpointFilters").EnumerateArray()];
        Assert.That(filters.Select(f => f.GetProperty("filter").GetString()), Is.EqualTo(new[] { "hardfault", "memmanage", "busfault", "usagefault", "interrupt", "reset" }));
        Assert.That(filters.Select(f => f.GetProperty("default").GetBoolean()), Is.EqualTo(new[] { true, false, false, false, false, false }));
    }
}
