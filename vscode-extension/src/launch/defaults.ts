/** A launch configuration as VS Code hands it over: nothing about it is certain. */
export interface Configuration {
  readonly type?: string;
  readonly request?: string;
  readonly name?: string;
  readonly [key: string]: unknown;
}

/** True for the configuration that F5 makes when the workspace has no launch.json. */
export function isEmpty(configuration: Configuration): boolean {
  return !configuration.type && !configuration.request && !configuration.name;
}

/**
 * Adds what follows from what was written; a value that the user wrote is never changed.
 * Defaults of the debugger itself stay in the adapter, so that they are the same for each client.
 */
export function withDefaults<T extends Configuration>(configuration: T): T {
  const added: Record<string, unknown> = {};
  if (configuration['cwd'] === undefined) added['cwd'] = '${workspaceFolder}';
  if (configuration['servertype'] === undefined && configuration['gdbTarget'] !== undefined) added['servertype'] = 'external';
  return { ...configuration, ...added };
}
