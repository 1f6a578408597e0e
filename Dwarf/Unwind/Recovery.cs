namespace RspDebug.Dwarf.Unwind;

/// <summary>One recovery; <paramref name="Operand"/> is a register, an address or the value.</summary>
internal readonly record struct Recovery(RecoveryKind Kind, ulong Operand = 0)
{
    public static Recovery FromRegister(CoreRegister register) => new(RecoveryKind.Register, (ulong)register);
    public static Recovery FromMemory(ulong address) => new(RecoveryKind.Memory, address & uint.MaxValue);
    public static Recovery FromValue(ulong value) => new(RecoveryKind.Value, value & uint.MaxValue);
}
