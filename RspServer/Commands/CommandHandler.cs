using RspDebug.RspServer.Framing;
using RspDebug.RspServer.Session;

namespace RspDebug.RspServer.Commands;

/// <summary>Carries out one command.</summary>
/// <param name="session">The client that sent it.</param>
/// <param name="arguments">What follows the command's name.</param>
/// <param name="reply">Gets the reply; left empty it says "not supported".</param>
/// <param name="cancellationToken">The session ends.</param>
internal delegate ValueTask<CommandOutcome> CommandHandler(
    ClientSession session, ReadOnlyMemory<byte> arguments, PacketWriter reply, CancellationToken cancellationToken);
