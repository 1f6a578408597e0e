namespace RspDebug.DebugAdapter.Engine.Target;

/// <summary>One register of the target description.</summary>
/// <param name="Index">Position in <see cref="ITargetLink.Registers"/>.</param>
/// <param name="Name">Normalised: <c>r0</c>..<c>r12</c>, <c>sp</c>, <c>lr</c>, <c>pc</c>, <c>xpsr</c>, <c>msp</c>, <c>fpscr</c>, <c>s0</c>, <c>d0</c>, ...</param>
/// <param name="BitSize">Width.</param>
/// <param name="Group">Heading in the register view.</param>
internal sealed record TargetRegister(int Index, string Name, int BitSize, RegisterGroup Group);
