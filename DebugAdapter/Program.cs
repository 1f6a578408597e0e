return await RspDebug.DebugAdapter.Cli.CommandLine.RunAsync(args).ConfigureAwait(false);
