using RspDebug.DebugAdapter.Engine.Servers;
using RspDebug.DebugAdapter.Launch;

namespace RspDebug.DebugAdapter.Tests.Engine.Servers;

/// <summary>Where OpenOCD says that it takes debuggers. The lines are what OpenOCD 0.12 prints.</summary>
public sealed class AnnouncedPortTests
{
    [TestCase("Info : starting gdb server for nrf52.cpu on 3333|Info : Listening on port 3333 for gdb connections", 3333)]
    [TestCase("Info : Listening on port 4001 for gdb connections|Info : Listening on port 4002 for gdb connections", 4001, TestName = "AnnouncedPort_SeveralTargets_IsTheFirst")]
    [TestCase("Info : Listening on port 6666 for tcl connections|Info : Listening on port 4444 for telnet connections", null)]
    [TestCase("Info : starting gdb server for nrf52.cpu on 3333|Error: couldn't bind gdb to socket on port 3333: Address already in use", null)]
    [TestCase("Info : Listening on port 99999 for gdb connections", null)]
    [TestCase("", null)]
    public void AnnouncedPort(string lines, int? expected) => Assert.That(ServerProfiles.Get(ServerType.Openocd).AnnouncedPort(lines.Split('|')), Is.EqualTo(expected));

    [Test]
    public void AnnouncedPort_OtherServers_IsNone()
    {
        foreach (ServerProfile profile in ServerProfiles.All.Where(static profile => profile.Kind != ServerType.Openocd))
            Assert.That(profile.AnnouncedPort(["Listening on port 3333 for gdb connections"]), Is.Null, profile.Name);
    }
}
