using RspDebug.DebugAdapter.Engine.Variables.Locations;
using RspDebug.DebugAdapter.Engine.Variables.Views.Cpp;

namespace RspDebug.DebugAdapter.Engine.Variables.Formatting;

/// <summary>Shows values as C and C++ write them, close to gdb's forms.</summary>
/// <param name="view">Memory.</param>
/// <param name="symbols">Names of addresses.</param>
internal sealed class CppValueFormatter(TargetView view, ISymbolNames symbols) : ValueFormatter(view, symbols, new StdViews(view, symbols));
