namespace RspDebug.VirtualBoard.Core.Execute;

/// <summary>Size and extension of a single load or store.</summary>
internal interface ITransfer
{
    static abstract bool TryLoad(Processor cpu, uint address, out uint value);

    static abstract bool TryStore(Processor cpu, uint address, uint value);
}
