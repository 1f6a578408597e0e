namespace RspDebug.DebugAdapter.Dap;

/// <summary>Numbers of the errors a user can see. They never change and are never used again; new ones are added at the end of a group.</summary>
public enum ErrorId
{
    /// <summary>A fault of the adapter itself.</summary>
    Internal = 1000,
    /// <summary>The command is not supported.</summary>
    UnknownCommand = 1001,
    /// <summary>The arguments are not what the protocol says.</summary>
    InvalidArguments = 1002,
    /// <summary>The client took the request back.</summary>
    Cancelled = 1003,
    /// <summary>A message that is not JSON, or not a message of the protocol.</summary>
    MalformedMessage = 1004,
    /// <summary>The request does not fit the state of the session, such as a second launch.</summary>
    WrongState = 1005,

    /// <summary>The target runs and the request needs it halted.</summary>
    NotStopped = 1100,

    /// <summary>The launch configuration has problems.</summary>
    LaunchConfiguration = 2000,
    /// <summary>A file is missing or cannot be read.</summary>
    File = 2001,
    /// <summary>The file is not an ELF image that can be used.</summary>
    ElfFormat = 2002,
    /// <summary>The debug information is damaged.</summary>
    DebugInfo = 2003,

    /// <summary>The debug server could not be started.</summary>
    ServerStart = 3000,
    /// <summary>The connection to the debug server is lost or was never made.</summary>
    ServerConnection = 3001,
    /// <summary>The debug server refused a command.</summary>
    ServerRefused = 3002,
    /// <summary>The debug server broke the protocol.</summary>
    ServerProtocol = 3003,

    /// <summary>A breakpoint cannot be set.</summary>
    Breakpoint = 4000,
    /// <summary>An expression cannot be evaluated.</summary>
    Expression = 4001,
    /// <summary>Memory or a register cannot be read or written.</summary>
    TargetAccess = 4002,
    /// <summary>A step could not be finished.</summary>
    Step = 4003,
}
