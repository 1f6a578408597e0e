namespace RspDebug.DebugAdapter.Engine.Download;

/// <summary>What a download found or did.</summary>
internal enum DownloadOutcome
{
    /// <summary>The target holds it already.</summary>
    AlreadyThere,

    /// <summary>It was written and read back.</summary>
    Written,

    /// <summary>The target holds something else, and it was not asked to change that.</summary>
    Differs,
}
