namespace RspDebug.RspServer.Targets;

/// <summary>One resume as the client asked for it.</summary>
/// <param name="Action">Run or step.</param>
/// <param name="Range">With a step: go on stepping while PC is inside (<c>vCont;r</c>).</param>
public readonly record struct ResumePlan(ResumeAction Action, SteppingRange? Range = null);
