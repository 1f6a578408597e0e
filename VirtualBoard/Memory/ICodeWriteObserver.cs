namespace RspDebug.VirtualBoard.Memory;

/// <summary>Told about every change of memory that can hold code, whoever made it.</summary>
internal interface ICodeWriteObserver
{
    void OnRamWritten(uint offset, uint sizeInBytes);

    void OnFlashChanged(uint offset, uint sizeInBytes);
}
