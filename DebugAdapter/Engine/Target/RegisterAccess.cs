using System.Globalization;

namespace RspDebug.DebugAdapter.Engine.Target;

/// <summary>Registers by the user's names: servers offer S or D registers, users want both.</summary>
internal static class RegisterAccess
{
    /// <summary>Finds the server's register that holds a named one; null when there is none.</summary>
    /// <remarks>ARMv7-M ARM A2.5.2: S(2n) is the low half of D(n).</remarks>
    public static RegisterSlot? Locate(TargetState target, string name)
    {
        string plain = RegisterNames.Normalise(name);
        if (target.TryFind(plain, out TargetRegister? register))
            return new RegisterSlot(register, 0, register.BitSize);
        if (plain is ['s', .. var digits] && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int single)
            && target.TryFind($"d{single / 2}", out TargetRegister? around))
            return new RegisterSlot(around, single % 2 * 32, 32);
        return null;
    }

    /// <summary>Writes a register by name, keeping the other half of a D register.</summary>
    /// <exception cref="Session.EngineRequestException">The server does not have it, or its other half cannot be read.</exception>
    public static async ValueTask WriteAsync(TargetState target, string name, ulong value, CancellationToken cancellationToken)
    {
        if (Locate(target, name) is not { } slot)
            throw new Session.EngineRequestException($"The server does not offer the register {name}.");
        if (slot.Register.Name == "pc")
            value &= ~1UL; // a function's address carries the Thumb bit, PC never does
        if (slot.SizeInBits < slot.Register.BitSize)
        {
            ulong whole = await target.ReadAsync(slot.Register.Name, cancellationToken).ConfigureAwait(false)
                ?? throw new Session.EngineRequestException($"The register {slot.Register.Name}, which holds {name}, cannot be read.");
            ulong mask = ((1UL << slot.SizeInBits) - 1) << slot.OffsetInBits;
            value = (whole & ~mask) | (value << slot.OffsetInBits & mask);
        }

        await target.WriteAsync(slot.Register, value, cancellationToken).ConfigureAwait(false);
    }
}
