namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>The images of the session.</summary>
public sealed record ModulesResponse(IReadOnlyList<Module> Modules, int? TotalModules = null);
