namespace RspDebug.RspServer.Targets;

/// <summary>How the target is set going.</summary>
public enum ResumeAction
{
    /// <summary>Run until something stops it.</summary>
    Continue,

    /// <summary>Exactly one instruction.</summary>
    Step,
}
