using RspDebug.DebugAdapter.Dap;
using RspDebug.DebugAdapter.Dap.Handlers;

var server = new DapServer(Console.OpenStandardInput(), Console.OpenStandardOutput(), Serilog.Core.Logger.None);
server.Requests.Handle(DapRequests.Initialize, new InitializeHandler());
await server.RunAsync(CancellationToken.None).ConfigureAwait(false);
return 0;
