using System.Globalization;
using RspDebug.DebugAdapter.Engine.Expressions.Arithmetic;
using RspDebug.DebugAdapter.Engine.Variables.Formatting;
using RspDebug.DebugAdapter.Engine.Variables.Types;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Variables.Views.Cpp;

/// <summary>Durations with their unit: <c>250ms</c>.</summary>
internal static class StdChrono
{
    public static ValueView? OfDuration(TypedValue value, ObjectReader reader)
    {
        if (ObjectReader.Member(value, "__r") is not { } count || count.Type.AsArithmetic() is not { } type || reader.Number(count) is not { } bits) return null;
        if (ObjectReader.Argument(value.Type, 1)?.Bare() is not TypeInfo.Structure { TemplateArguments: [{ Value: { } numerator }, { Value: { } denominator }] }) return null;
        Number number = type.IsFloating ? Number.Read(type, BitConverter.GetBytes(bits)) : Number.Integer(type, bits);
        string text = type.IsFloating ? FloatText.Format(number) : type.IsSigned ? Extend(bits, type.SizeInBits).ToString(CultureInfo.InvariantCulture) : bits.ToString(CultureInfo.InvariantCulture);
        return new ValueView { Label = text + Unit(numerator, denominator), Form = ViewForm.LabelOnly };
    }

    public static ValueView? OfTimePoint(TypedValue value) => ObjectReader.Member(value, "__d") is { } duration ? new ValueView { Alias = duration, AliasAccess = ".__d" } : null;

    private static long Extend(ulong bits, int size) => unchecked((long)(bits << (64 - size))) >> (64 - size);

    // [time.duration.io]
    private static string Unit(long numerator, long denominator) => (numerator, denominator) switch
    {
        (1, 1) => "s",
        (1, 1000) => "ms",
        (1, 1_000_000) => "us",
        (1, 1_000_000_000) => "ns",
        (60, 1) => "min",
        (3600, 1) => "h",
        (86400, 1) => "d",
        (_, 1) => $"[{numerator}]s",
        _ => $"[{numerator}/{denominator}]s",
    };
}
