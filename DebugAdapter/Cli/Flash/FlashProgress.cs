using RspDebug.DebugAdapter.Engine.Session;

namespace RspDebug.DebugAdapter.Cli.Flash;

/// <summary>How far writing is, on the standard error output: one line that is redrawn on a terminal, a line for each step elsewhere.</summary>
internal sealed class FlashProgress
{
    private readonly bool _redraws = !Console.IsErrorRedirected;
    private string _step = "";
    private bool _isOpen;

    /// <summary>Shows a report.</summary>
    public void Show(ProgressReport report)
    {
        if (report.IsDone || (!_redraws && report.Step == _step)) return;
        _step = report.Step;
        _isOpen = _redraws;
        if (_redraws) Console.Error.Write($"\r{report.Title}: {report.Step} {report.Percentage} %      ");
        else Console.Error.WriteLine($"{report.Title}: {report.Step}");
    }

    /// <summary>Ends the line.</summary>
    public void End()
    {
        if (_isOpen) Console.Error.WriteLine();
        _isOpen = false;
    }
}
