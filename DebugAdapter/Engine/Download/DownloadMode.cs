namespace RspDebug.DebugAdapter.Engine.Download;

/// <summary>What a download does with the target's memory.</summary>
internal enum DownloadMode
{
    /// <summary>Writes the files that are not there yet, and reads them back.</summary>
    Write,

    /// <summary>Erases the flash regions that the files lie in, writes all files and reads them back.</summary>
    EraseAndWrite,

    /// <summary>Only compares.</summary>
    Compare,
}
