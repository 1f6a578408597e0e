import * as vscode from 'vscode';
import { AdapterFactory } from './launch/adapterFactory';
import { ConfigurationProvider } from './launch/configurationProvider';

const debugType = 'rsp-debug';

export function activate(context: vscode.ExtensionContext): void {
  context.subscriptions.push(
    vscode.debug.registerDebugAdapterDescriptorFactory(debugType, new AdapterFactory(context.extensionPath)),
    vscode.debug.registerDebugConfigurationProvider(debugType, new ConfigurationProvider()),
  );
}
