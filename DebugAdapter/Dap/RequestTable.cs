using System.Text.Json;
using RspDebug.DebugAdapter.Dap.Protocol;
using RspDebug.DebugAdapter.Dap.Wire;

namespace RspDebug.DebugAdapter.Dap;

/// <summary>Which handler answers which command.</summary>
public sealed class RequestTable
{
    private static readonly JsonElement EmptyObject = JsonElement.Parse("{}"u8);
    private readonly Dictionary<string, Func<JsonElement?, RequestContext, CancellationToken, ValueTask<OutgoingMessage>>> _handlers = [];

    /// <summary>The commands that are answered.</summary>
    public IReadOnlyCollection<string> Commands => _handlers.Keys;

    /// <summary>Adds a handler; each command has one.</summary>
    /// <typeparam name="TArguments">Arguments of the request.</typeparam>
    /// <typeparam name="TBody">Body of its response.</typeparam>
    /// <param name="request">Which request, from <see cref="DapRequests"/>.</param>
    /// <param name="handler">What answers it.</param>
    /// <exception cref="ArgumentException">The command has a handler already.</exception>
    public void Handle<TArguments, TBody>(DapRequest<TArguments, TBody> request, IRequestHandler<TArguments, TBody> handler) =>
        Handle(request, handler.HandleAsync);

    /// <summary>Adds a handler that needs no class of its own.</summary>
    /// <typeparam name="TArguments">Arguments of the request.</typeparam>
    /// <typeparam name="TBody">Body of its response.</typeparam>
    /// <param name="request">Which request, from <see cref="DapRequests"/>.</param>
    /// <param name="handle">What answers it; see <see cref="IRequestHandler{TArguments, TBody}.HandleAsync"/>.</param>
    /// <exception cref="ArgumentException">The command has a handler already.</exception>
    public void Handle<TArguments, TBody>(
        DapRequest<TArguments, TBody> request, Func<TArguments, RequestContext, CancellationToken, ValueTask<TBody>> handle) =>
        _handlers.Add(request.Command, async (json, context, cancellationToken) =>
        {
            TArguments arguments = ReadArguments(request, json);
            TBody body = await handle(arguments, context, cancellationToken).ConfigureAwait(false);
            return OutgoingMessage.Success(context.Seq, request.Command, body, request.Body);
        });

    /// <summary>Runs the handler of a command.</summary>
    /// <exception cref="DapRequestException">The command is not known or its arguments are not well formed.</exception>
    internal ValueTask<OutgoingMessage> InvokeAsync(JsonElement? arguments, RequestContext context, CancellationToken cancellationToken) =>
        _handlers.TryGetValue(context.Command, out var handler)
            ? handler(arguments, context, cancellationToken)
            : throw new DapRequestException(
                ErrorId.UnknownCommand, $"The adapter does not know the request '{context.Command}'. Check `initialize`: it lists what is supported.");

    private static TArguments ReadArguments<TArguments, TBody>(DapRequest<TArguments, TBody> request, JsonElement? json)
    {
        JsonElement element = json is { ValueKind: not JsonValueKind.Null } present ? present : EmptyObject;
        if (element is TArguments asItIs) return asItIs;
        if (NoArguments.Value is TArguments none) return none;
        try
        {
            return element.Deserialize(request.Arguments)
                ?? throw new DapRequestException(ErrorId.InvalidArguments, $"The request '{request.Command}' has no arguments.");
        }
        catch (JsonException malformed)
        {
            string at = malformed.Path is null or "$" ? "" : $" at {malformed.Path}";
            throw new DapRequestException(
                ErrorId.InvalidArguments, $"The arguments of '{request.Command}' are not well formed{at}: {FirstSentence(malformed.Message)}", malformed);
        }
    }

    // System.Text.Json adds its own names ("Path: $.x | LineNumber: 0 | ...") after the sentence.
    private static string FirstSentence(string text)
    {
        int end = text.IndexOf(" Path:", StringComparison.Ordinal);
        return end < 0 ? text : text[..end];
    }
}
