import * as path from 'node:path';

/** Where an adapter may be; nothing here touches the disk, so tests lend their own. */
export interface AdapterSearch {
  /** The setting `rsp-debug.adapterPath`; empty when not set. */
  readonly setting: string;
  readonly extensionFolder: string;
  readonly workspaceFolders: readonly string[];
  /** The `PATH` variable. */
  readonly searchPath: string;
  readonly isWindows: boolean;
  readonly isFile: (file: string) => boolean;
}

export type AdapterLocation =
  | { readonly kind: 'found'; readonly file: string }
  | { readonly kind: 'missing'; readonly message: string };

/** Finds the adapter: setting, then this extension, then builds in the workspace, then `PATH`. */
export function locateAdapter(search: AdapterSearch): AdapterLocation {
  const name = search.isWindows ? 'rsp-debug.exe' : 'rsp-debug';
  if (search.setting !== '') {
    // A wrong setting is said, not worked around: otherwise the user debugs with another adapter than the one chosen.
    return search.isFile(search.setting)
      ? { kind: 'found', file: search.setting }
      : { kind: 'missing', message: `The setting rsp-debug.adapterPath names ${search.setting}, which is not a file. Correct it, or clear it to use the adapter of the extension.` };
  }
  const candidates = [
    path.join(search.extensionFolder, 'adapter', name),
    ...[...search.workspaceFolders, path.dirname(search.extensionFolder)].map(folder => path.join(folder, 'artifacts', 'rsp-debug', name)),
    ...search.searchPath.split(search.isWindows ? ';' : ':').filter(folder => folder !== '').map(folder => path.join(folder, name)),
  ];
  const file = candidates.find(search.isFile);
  if (file !== undefined) return { kind: 'found', file };
  return {
    kind: 'missing',
    message: 'The rsp-debug adapter was not found: not in this extension, not in artifacts/rsp-debug/ of the workspace, not on PATH. '
      + 'Build it with ./build.sh, or set rsp-debug.adapterPath to it.',
  };
}
