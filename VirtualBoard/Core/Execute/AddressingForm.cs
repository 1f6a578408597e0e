namespace RspDebug.VirtualBoard.Core.Execute;

/// <summary>The forms of <see cref="Addressing"/>.</summary>
internal enum AddressingForm
{
    Offset,
    PreIndexed,
    PostIndexed,
    RegisterOffset,
    Literal,
}
