namespace RspDebug.RspClient.Replies;

/// <summary>The actions that <c>vCont?</c> lists.</summary>
[Flags]
public enum ResumeActions
{
    /// <summary>No <c>vCont</c>: <c>c</c> and <c>s</c> are used.</summary>
    None = 0,

    /// <summary><c>c</c>.</summary>
    Continue = 1,

    /// <summary><c>C</c>, with a signal.</summary>
    ContinueWithSignal = 2,

    /// <summary><c>s</c>.</summary>
    Step = 4,

    /// <summary><c>S</c>, with a signal; absent in Black Magic Probe 2.0, which is why gdb refuses its <c>vCont</c>. It is not needed here.</summary>
    StepWithSignal = 8,

    /// <summary><c>r</c>: steps while the PC stays in a range.</summary>
    RangeStep = 16,

    /// <summary><c>t</c>.</summary>
    Stop = 32,
}
