import * as vscode from 'vscode';
import { isEmpty, withDefaults } from './defaults';

/** Completes a configuration before variables such as `${workspaceFolder}` are put in. */
export class ConfigurationProvider implements vscode.DebugConfigurationProvider {
  public resolveDebugConfiguration(
    _folder: vscode.WorkspaceFolder | undefined,
    configuration: vscode.DebugConfiguration,
  ): vscode.ProviderResult<vscode.DebugConfiguration> {
    // null opens launch.json with the initial configurations of the manifest.
    return isEmpty(configuration) ? null : withDefaults(configuration);
  }
}
