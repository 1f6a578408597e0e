namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>Which modules: from <c>StartModule</c>, at most <c>ModuleCount</c>.</summary>
public sealed record ModulesArguments(int? StartModule = null, int? ModuleCount = null);
