using RspDebug.DebugAdapter.Dap.Protocol;

namespace RspDebug.DebugAdapter.Dap;

/// <summary>Answers one command. Requests are handled one after the other, in the order they came.</summary>
/// <typeparam name="TArguments">Arguments, or <see cref="NoArguments"/>.</typeparam>
/// <typeparam name="TBody">Body of the response, or <see cref="NoBody"/>.</typeparam>
public interface IRequestHandler<in TArguments, TBody>
{
    /// <summary>Does what the request asks. Any exception becomes an error response by way of <see cref="ErrorTable"/>.</summary>
    /// <param name="arguments">Well formed: required members are there.</param>
    /// <param name="context">The request and the client it came from.</param>
    /// <param name="cancellationToken">Set by the client's <c>cancel</c>, by <c>disconnect</c>, or when the client is lost.</param>
    /// <returns>The body of the response.</returns>
    ValueTask<TBody> HandleAsync(TArguments arguments, RequestContext context, CancellationToken cancellationToken);
}
