using RspDebug.DebugAdapter.Engine.Breakpoints;
using RspDebug.DebugAdapter.Engine.Execution;
using RspDebug.DebugAdapter.Launch;

namespace RspDebug.DebugAdapter.Engine.Commands;

/// <summary>What a line of a launch configuration's command list means here. The lines are those of gdb, which is not there.</summary>
internal abstract record GdbCommand
{
    private GdbCommand()
    {
    }

    /// <summary>A command of the server.</summary>
    /// <param name="Text">Without <c>monitor</c>.</param>
    public sealed record Monitor(string Text) : GdbCommand;

    /// <summary>A packet as it goes over the link.</summary>
    /// <param name="Payload">Without frame.</param>
    public sealed record Packet(string Payload) : GdbCommand;

    /// <summary>Writes files to the target.</summary>
    /// <param name="File">The file; null for those of the configuration.</param>
    public sealed record Load(LoadFileName? File) : GdbCommand;

    /// <summary>Sets a breakpoint.</summary>
    /// <param name="Place">Where.</param>
    public sealed record Break(BreakpointSpec Place) : GdbCommand;

    /// <summary>Takes the breakpoints away that commands have set.</summary>
    public sealed record DeleteBreakpoints : GdbCommand;

    /// <summary>Evaluates an expression, assignments included.</summary>
    /// <param name="Expression">In the form of the debug console.</param>
    /// <param name="Shows">Its value is printed.</param>
    public sealed record Evaluate(string Expression, bool Shows) : GdbCommand;

    /// <summary>Runs on.</summary>
    public sealed record Continue : GdbCommand;

    /// <summary>Runs to the caller.</summary>
    public sealed record StepOut : GdbCommand;

    /// <summary>Steps.</summary>
    /// <param name="Kind">Into or over calls.</param>
    /// <param name="ByInstruction">One instruction in place of a line.</param>
    public sealed record Step(StepKind Kind, bool ByInstruction) : GdbCommand;

    /// <summary>Stops a target that runs.</summary>
    public sealed record Interrupt : GdbCommand;

    /// <summary>Prints a text.</summary>
    /// <param name="Text">As it is.</param>
    public sealed record Echo(string Text) : GdbCommand;

    /// <summary>Changes nothing here.</summary>
    /// <param name="Reason">Why, as the end of a sentence.</param>
    public sealed record WithoutEffect(string Reason) : GdbCommand;

    /// <summary>Is not done.</summary>
    /// <param name="Advice">What to do in its place, as a sentence.</param>
    public sealed record Refused(string Advice) : GdbCommand;
}
