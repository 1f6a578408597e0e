using RspDebug.RspClient.Packets;

namespace RspDebug.RspClient.Session;

/// <summary>What the link must know about a request.</summary>
/// <param name="Timeout">From sending to the reply; infinite for a running target.</param>
/// <param name="Repeat">Whether it may be sent twice.</param>
/// <param name="IsResume">Its reply is a stop reply, later; other packets may pass meanwhile.</param>
/// <param name="AcceptsStop">A payload of the shape of a stop reply is its answer rather than an uninvited stop.</param>
/// <param name="CollectsOutput">Console text belongs to it.</param>
internal readonly record struct ExchangeRules(TimeSpan Timeout, RepeatRule Repeat, bool IsResume, bool AcceptsStop, bool CollectsOutput);
