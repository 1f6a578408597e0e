namespace RspDebug.DebugAdapter.Engine.LinkLogs;

/// <summary>Which way something went over an RSP link.</summary>
internal enum LinkDirection
{
    /// <summary>From the debugger to the stub.</summary>
    ToStub,

    /// <summary>From the stub to the debugger.</summary>
    ToClient,
}
