using RspDebug.DebugAdapter.Dap.Protocol;

namespace RspDebug.DebugAdapter.Dap.Handlers;

/// <summary>Answers <c>initialize</c> and keeps what the client said about itself.</summary>
public sealed class InitializeHandler : IRequestHandler<InitializeRequestArguments, Capabilities>
{
    /// <summary>What the client can do; null before <c>initialize</c>.</summary>
    public InitializeRequestArguments? Client { get; private set; }

    /// <inheritdoc/>
    public ValueTask<Capabilities> HandleAsync(InitializeRequestArguments arguments, RequestContext context, CancellationToken cancellationToken)
    {
        Client = arguments;
        return new(new Capabilities(SupportsConfigurationDoneRequest: true, SupportsCancelRequest: true));
    }
}
