namespace RspDebug.VirtualBoard.Core.Execute;

/// <summary>The forms of <see cref="Operands"/>.</summary>
internal enum OperandForm
{
    Immediate,
    Register,
    ShiftedRegister,
    RegisterShiftedRegister,
}
