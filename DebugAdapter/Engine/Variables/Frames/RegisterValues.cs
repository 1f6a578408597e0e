using System.Buffers.Binary;
using System.Collections.Immutable;
using RspDebug.DebugAdapter.Engine.Expressions.Arithmetic;
using RspDebug.DebugAdapter.Engine.Variables.Locations;
using RspDebug.DebugAdapter.Engine.Variables.Types;
using RspDebug.Dwarf.Types;
using RspDebug.Dwarf.Unwind;

namespace RspDebug.DebugAdapter.Engine.Variables.Frames;

/// <summary>Registers of a frame as objects: live ones, those that a callee saved to the stack, and those that are not known.</summary>
internal static class RegisterValues
{
    private const int WordInBits = 32;

    /// <summary>A register by the name that a user writes behind <c>$</c>; null when there is none.</summary>
    public static TypedValue? Find(RegisterSet registers, string name)
    {
        // The frame pointer of Thumb code (AAPCS32, 6.1.1).
        string known = name switch { "fp" => "r7", "cpsr" or "psr" => "xpsr", _ => name };
        if (!CoreRegisters.TryParse(known, out CoreRegister register, out int size)) return null;
        return new TypedValue(TypeOf(register, size), new ValueLocation.Split(Parts(registers, register, size)));
    }

    /// <summary>The parts of an object that starts in a register; a larger one continues in the registers that follow.</summary>
    public static ImmutableArray<ValuePart> Parts(RegisterSet registers, CoreRegister first, int sizeInBytes)
    {
        var parts = ImmutableArray.CreateBuilder<ValuePart>();
        for (int bits = sizeInBytes * 8; bits > 0; bits -= WordInBits, first++)
            parts.Add(new ValuePart(Source(registers, first), 0, Math.Min(bits, WordInBits)));
        return parts.ToImmutable();
    }

    private static PartSource Source(RegisterSet registers, CoreRegister register)
    {
        if (!Enum.IsDefined(register)) return new PartSource.Absent("it continues behind the last register");
        RegisterOrigin origin = registers.OriginOf(register);
        if (origin.Kind == RegisterOriginKind.Memory) return new PartSource.Memory(origin.Address);
        if (registers[register] is not { } value) return new PartSource.Absent($"register {register.Name()} is not known in this frame");
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return origin.Kind == RegisterOriginKind.Live ? new PartSource.Register(origin.Register.Name(), [.. bytes]) : new PartSource.Constant([.. bytes]);
    }

    private static TypeInfo TypeOf(CoreRegister register, int sizeInBytes) => register switch
    {
        >= CoreRegister.S0 => BuiltInTypes.Of(sizeInBytes == 8 ? ArithmeticType.Double : ArithmeticType.Float),
        CoreRegister.Sp or CoreRegister.Msp or CoreRegister.Psp => BuiltInTypes.PointerTo(BuiltInTypes.Void),
        CoreRegister.Pc or CoreRegister.Lr => BuiltInTypes.PointerTo(BuiltInTypes.FunctionOf(BuiltInTypes.Void, [])),
        _ => BuiltInTypes.Of(ArithmeticType.UnsignedInt),
    };
}
