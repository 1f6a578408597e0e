import assert from 'node:assert/strict';
import { test } from 'node:test';
import { locateAdapter, type AdapterSearch } from '../src/launch/adapterLocation';

const nowhere: AdapterSearch = {
  setting: '',
  extensionFolder: '/ext/rsp-debug',
  workspaceFolders: ['/ws/one', '/ws/two'],
  searchPath: '/usr/bin::/opt/bin',
  isWindows: false,
  isFile: () => false,
};

function searchWith(files: readonly string[], change: Partial<AdapterSearch> = {}): AdapterSearch {
  return { ...nowhere, ...change, isFile: file => files.includes(file) };
}

test('locateAdapter_EverywhereBuilt_TakesTheFirstPlaceOfTheOrder', () => {
  const order = [
    '/ext/rsp-debug/adapter/rsp-debug',
    '/ws/one/artifacts/rsp-debug/rsp-debug',
    '/ws/two/artifacts/rsp-debug/rsp-debug',
    '/ext/artifacts/rsp-debug/rsp-debug',
    '/usr/bin/rsp-debug',
    '/opt/bin/rsp-debug',
  ];
  for (let first = 0; first < order.length; first++) {
    assert.deepEqual(locateAdapter(searchWith(order.slice(first))), { kind: 'found', file: order[first] });
  }
});

test('locateAdapter_SettingNamesAFile_WinsOverAllPlaces', () => {
  const search = searchWith(['/my/adapter', '/ext/rsp-debug/adapter/rsp-debug'], { setting: '/my/adapter' });
  assert.deepEqual(locateAdapter(search), { kind: 'found', file: '/my/adapter' });
});

test('locateAdapter_SettingNamesNothing_SaysSoEvenIfAnotherAdapterExists', () => {
  const location = locateAdapter(searchWith(['/ext/rsp-debug/adapter/rsp-debug'], { setting: '/gone' }));
  assert.equal(location.kind, 'missing');
  assert.match(location.kind === 'missing' ? location.message : '', /rsp-debug\.adapterPath names \/gone/);
});

test('locateAdapter_Nowhere_SaysWhereItLookedAndWhatToDo', () => {
  const location = locateAdapter(nowhere);
  assert.match(location.kind === 'missing' ? location.message : '', /artifacts\/rsp-debug\/.*PATH.*\.\/build\.sh.*rsp-debug\.adapterPath/);
});

test('locateAdapter_Windows_LooksForExeOnASemicolonPath', () => {
  const seen: string[] = [];
  locateAdapter({ ...nowhere, isWindows: true, searchPath: 'C;D', isFile: file => { seen.push(file); return false; } });
  assert.ok(seen.every(file => file.endsWith('rsp-debug.exe')));
  assert.ok(seen.some(file => file.startsWith('D')));
});
