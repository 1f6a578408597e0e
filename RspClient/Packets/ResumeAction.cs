namespace RspDebug.RspClient.Packets;

/// <summary>What the target does when it is resumed.</summary>
public abstract record ResumeAction
{
    private ResumeAction()
    {
    }

    /// <summary>Runs until something stops it.</summary>
    public sealed record Continue : ResumeAction
    {
        /// <summary>The only value.</summary>
        public static Continue Instance { get; } = new();
    }

    /// <summary>Executes one instruction.</summary>
    public sealed record Step : ResumeAction
    {
        /// <summary>The only value.</summary>
        public static Step Instance { get; } = new();
    }

    /// <summary>Steps while the PC is in a range; only where <c>vCont?</c> lists <c>r</c>.</summary>
    /// <param name="Start">First address of the range.</param>
    /// <param name="End">First address behind the range.</param>
    public sealed record RangeStep(TargetAddress Start, TargetAddress End) : ResumeAction;
}
