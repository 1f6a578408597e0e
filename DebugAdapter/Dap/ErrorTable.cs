using RspDebug.DebugAdapter.Dap.Protocol;
using RspDebug.DebugAdapter.Engine.Expressions;
using RspDebug.DebugAdapter.Engine.Servers;
using RspDebug.DebugAdapter.Engine.Image.Loading;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Launch;
using RspDebug.RspClient;

namespace RspDebug.DebugAdapter.Dap;

/// <summary>Makes of any exception the error that the user sees: an id, a text with the next action, never a stack trace.</summary>
public static class ErrorTable
{
    /// <summary>The id and the text for an exception.</summary>
    /// <param name="failure">What a handler threw.</param>
    /// <returns>The structured error; its text is the exception's own when its type is one that is written for users.</returns>
    public static Message Describe(Exception failure)
    {
        (ErrorId id, string text) = Classify(failure);
        return new Message((int)id, text, SendTelemetry: false, ShowUser: id is not (ErrorId.Cancelled or ErrorId.NotStopped));
    }

    /// <summary>The short form for programs, such as <c>cancelled</c>, <c>notStopped</c> or <c>serverStart</c>.</summary>
    /// <param name="failure">What a handler threw.</param>
    /// <returns>The name of the id in camelCase.</returns>
    public static string ShortName(Exception failure)
    {
        string name = Classify(failure).Id.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    private static (ErrorId Id, string Text) Classify(Exception failure) => failure switch
    {
        DapRequestException request => (request.Id, request.Message),
        LaunchConfigurationException => (ErrorId.LaunchConfiguration, failure.Message),
        ServerStartException => (ErrorId.ServerStart, failure.Message),
        TargetRunningException => (ErrorId.NotStopped, failure.Message),
        ImageException or ImageFileException => (ErrorId.ElfFormat, failure.Message),
        EngineClosedException or StaleReferenceException => (ErrorId.WrongState, failure.Message),
        ExpressionException => (ErrorId.Expression, failure.Message),
        EngineException => (ErrorId.TargetAccess, failure.Message),
        RspTransportException => (ErrorId.ServerConnection, failure.Message),
        RspRefusedException => (ErrorId.ServerRefused, failure.Message),
        RspException => (ErrorId.ServerProtocol, failure.Message),
        OperationCanceledException => (ErrorId.Cancelled, "The request was cancelled."),
        FileNotFoundException or DirectoryNotFoundException => (ErrorId.File, $"{failure.Message} Check the path in the launch configuration."),
        UnauthorizedAccessException => (ErrorId.File, $"{failure.Message} Check the rights of the file."),
        IOException => (ErrorId.File, failure.Message),
        _ => (ErrorId.Internal, $"Internal error ({failure.GetType().Name}). Run again with `--log dap=debug,engine=debug --log-file F` and report that file."),
    };
}
