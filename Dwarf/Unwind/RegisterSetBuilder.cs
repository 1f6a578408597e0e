namespace RspDebug.Dwarf.Unwind;

/// <summary>Assembles the registers of a caller's frame.</summary>
internal sealed class RegisterSetBuilder(uint[] values, RegisterOrigin[] origins)
{
    public RegisterSetBuilder() : this(new uint[CoreRegisters.Count], new RegisterOrigin[CoreRegisters.Count]) { }

    public void Set(CoreRegister register, uint value, RegisterOrigin origin)
    {
        values[(int)register] = value;
        origins[(int)register] = origin;
    }

    public void SetComputed(CoreRegister register, uint value) => Set(register, value, RegisterOrigin.Computed);

    public void Copy(CoreRegister register, RegisterSet from, CoreRegister source)
    {
        if (from[source] is { } value)
            Set(register, value, from.OriginOf(source));
        else
            Forget(register);
    }

    public void Forget(CoreRegister register) => origins[(int)register] = default;

    public RegisterSet Build() => new(values, origins);
}
