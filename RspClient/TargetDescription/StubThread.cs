namespace RspDebug.RspClient.TargetDescription;

/// <summary>One thread of the stub's list.</summary>
/// <param name="Id">As the stub writes it, for <see cref="Session.RspSession.SelectThreadAsync"/>.</param>
/// <param name="Name">The name; empty when the stub gives none.</param>
/// <param name="Description">What the stub says of its state; empty when it says nothing.</param>
public sealed record StubThread(string Id, string Name, string Description);
