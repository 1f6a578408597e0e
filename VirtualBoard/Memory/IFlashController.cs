namespace RspDebug.VirtualBoard.Memory;

/// <summary>Decides what a store to flash does: the NVMC on the nRF52840.</summary>
internal interface IFlashController
{
    bool TryProgram(uint offset, int sizeInBytes, uint value);
}
