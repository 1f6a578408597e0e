import { statSync } from 'node:fs';
import * as vscode from 'vscode';
import { locateAdapter } from './adapterLocation';

/** Starts `rsp-debug dap` on stdio for each session. */
export class AdapterFactory implements vscode.DebugAdapterDescriptorFactory {
  public constructor(private readonly extensionFolder: string) {}

  public createDebugAdapterDescriptor(session: vscode.DebugSession): vscode.DebugAdapterDescriptor {
    const location = locateAdapter({
      setting: vscode.workspace.getConfiguration('rsp-debug', session.workspaceFolder).get<string>('adapterPath', ''),
      extensionFolder: this.extensionFolder,
      workspaceFolders: (vscode.workspace.workspaceFolders ?? []).map(folder => folder.uri.fsPath),
      searchPath: process.env['PATH'] ?? '',
      isWindows: process.platform === 'win32',
      isFile: file => statSync(file, { throwIfNoEntry: false })?.isFile() === true,
    });
    if (location.kind === 'missing') throw new Error(location.message);
    return new vscode.DebugAdapterExecutable(location.file, ['dap']);
  }
}
