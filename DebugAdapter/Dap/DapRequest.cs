using System.Text.Json.Serialization.Metadata;
using RspDebug.DebugAdapter.Dap.Protocol;

namespace RspDebug.DebugAdapter.Dap;

/// <summary>Ties a command of the protocol to the types of its arguments and of its response's body.</summary>
/// <param name="Command">The command as it stands in the message.</param>
/// <typeparam name="TArguments">Arguments, or <see cref="NoArguments"/>.</typeparam>
/// <typeparam name="TBody">Body, or <see cref="NoBody"/>.</typeparam>
public sealed record DapRequest<TArguments, TBody>(string Command)
{
    // Metadata is made at the first use of a command: making all of it at start costs milliseconds.
    internal JsonTypeInfo<TArguments> Arguments => field ??= (JsonTypeInfo<TArguments>)ProtocolJson.Default.GetTypeInfo(typeof(TArguments))!;

    internal JsonTypeInfo<TBody> Body => field ??= ProtocolJson.ForWriting<TBody>();
}
