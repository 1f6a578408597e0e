import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isEmpty, withDefaults } from '../src/launch/defaults';

test('isEmpty_F5WithoutLaunchJson_IsTrueOnlyThen', () => {
  assert.equal(isEmpty({}), true);
  assert.equal(isEmpty({ type: 'rsp-debug', request: 'launch', name: 'x' }), false);
});

test('withDefaults_NothingWritten_AddsTheWorkspaceAsFolder', () => {
  assert.deepEqual(withDefaults({ type: 'rsp-debug', servertype: 'qemu' }), { type: 'rsp-debug', servertype: 'qemu', cwd: '${workspaceFolder}' });
});

test('withDefaults_OnlyATargetAddress_MeansAnExternalServer', () => {
  assert.equal(withDefaults<Record<string, unknown>>({ gdbTarget: 'localhost:3333' })['servertype'], 'external');
});

test('withDefaults_ValuesWritten_StayAsTheyAre', () => {
  const written = { servertype: 'openocd', gdbTarget: 'h:1', cwd: '/x', anything: [1, { two: 2 }] };
  assert.deepEqual(withDefaults(written), written);
});
