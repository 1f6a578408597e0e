using RspDebug.DebugAdapter.Dap.Protocol;

namespace RspDebug.DebugAdapter.Dap;

/// <summary>Events that are sent from many places.</summary>
public static class DapClientExtensions
{
    /// <summary>Sends one <c>output</c> event.</summary>
    /// <param name="client">The client.</param>
    /// <param name="text">As it is; a line ends with its own line feed.</param>
    /// <param name="category">One of <see cref="OutputCategory"/>.</param>
    public static void Output(this IDapClient client, string text, string category = OutputCategory.Console) =>
        client.Send(DapEvents.Output, new OutputEvent(text, category));
}
