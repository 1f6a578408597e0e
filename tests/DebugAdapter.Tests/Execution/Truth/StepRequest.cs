namespace RspDebug.DebugAdapter.Tests.Execution.Truth;

/// <summary>What a user asks for.</summary>
internal enum StepRequest
{
    Next,
    Step,
    Finish,
    NextInstruction,
    StepInstruction,
}
