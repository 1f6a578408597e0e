using System.Collections.Immutable;

namespace RspDebug.RspServer.Targets;

/// <summary>A group of registers under one name (GDB manual, "Standard Target Features").</summary>
/// <param name="Name">For example <c>org.gnu.gdb.arm.m-profile</c>.</param>
/// <param name="Registers">In the order they are listed.</param>
public sealed record RegisterFeature(string Name, ImmutableArray<RegisterDescription> Registers);
