using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Unwind;

/// <summary>Where a frame's register value comes from, and where a new value would be written.</summary>
/// <param name="Kind">Which of the other two means something.</param>
/// <param name="Register">For <see cref="RegisterOriginKind.Live"/>: the processor register; may differ from the one asked for.</param>
/// <param name="Address">For <see cref="RegisterOriginKind.Memory"/>: the slot, 4 bytes.</param>
public readonly record struct RegisterOrigin(RegisterOriginKind Kind, CoreRegister Register = default, TargetAddress Address = default)
{
    internal static RegisterOrigin Computed => new(RegisterOriginKind.Computed);
    internal static RegisterOrigin Live(CoreRegister register) => new(RegisterOriginKind.Live, register);
    internal static RegisterOrigin InMemory(ulong address) => new(RegisterOriginKind.Memory, Address: new TargetAddress(address));
}
