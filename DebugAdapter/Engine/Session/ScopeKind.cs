namespace RspDebug.DebugAdapter.Engine.Session;

/// <summary>The scopes that a frame has.</summary>
internal enum ScopeKind
{
    /// <summary>Parameters and local variables.</summary>
    Locals,

    /// <summary>The parameters alone.</summary>
    Arguments,

    /// <summary>Variables with static storage that only this unit sees.</summary>
    Statics,

    /// <summary>Variables of the whole program.</summary>
    Globals,

    /// <summary>Registers.</summary>
    Registers,
}
