// F5 in the real workbench on the test firmware under QEMU. What is expected comes from the firmware's source.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { repository, until, Workbench } from './workbench.mjs';

const firmware = path.join(repository, 'tests/Firmware');
const lineOf = (unit, mark) => readFileSync(path.join(firmware, 'src', unit), 'utf8').split('\n').findIndex(line => new RegExp(`\\b${mark}\\b`).test(line)) + 1;
const breakpointLine = lineOf('calls.c', 'BP_MANY_ARGUMENTS');
let workbench, editor;

before(async () => {
  workbench = await Workbench.open({
    files: [['src', path.join(firmware, 'src')], ['firmware.elf', path.join(firmware, 'built/fw-gcc-O0-dwarf5.elf')]],
    launch: {
      name: 'Firmware in QEMU', type: 'rsp-debug', request: 'launch', servertype: 'qemu',
      executable: '${workspaceFolder}/firmware.elf', sourceMap: { '/firmware': '${workspaceFolder}' },
    },
    extension: path.join(repository, 'artifacts/rsp-debug.vsix'),
    machineSettings: { 'rsp-debug.adapterPath': process.env.RSP_DEBUG ?? path.join(repository, 'artifacts/rsp-debug/rsp-debug') },
    screenshots: path.join(repository, 'artifacts/vscode'),
  });
}, { timeout: 120_000 });

after(() => workbench?.close());

/** A failed step leaves its picture; the steps after it cannot hold and say so by failing too. */
const step = (name, body) => test(name, { timeout: 90_000 }, async () => {
  try {
    await body();
  } catch (error) {
    await workbench?.screenshot(`failed-${name}`).catch(() => undefined);
    throw error;
  }
});

/** Processes whose command line names this workspace's image: the adapter's server. */
const servers = () => readdirSync('/proc').filter(name => /^\d+$/.test(name)).filter(id => {
  try {
    const command = readFileSync(`/proc/${id}/cmdline`, 'utf8');
    return command.includes('qemu-system-arm') && command.includes(workbench.workspace);
  } catch {
    return false; // it ended meanwhile
  }
});

/** Processor time that they took, in hundredths of a second. */
const ticks = () => servers().reduce((sum, id) => {
  try {
    const [user, system] = readFileSync(`/proc/${id}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ').slice(11, 13).map(Number);
    return sum + user + system;
  } catch {
    return sum; // it ended meanwhile
  }
}, 0);

step('gutter_ClickInTheFirmwareSource_SetsABreakpoint', async () => {
  editor = await workbench.openFile('calls.c', breakpointLine);
  await workbench.clickGutter(editor, breakpointLine);
  await workbench.screenshot('1-breakpoint');
});

step('f5_BreakpointInTheFirmware_StopsThereWithStackAndLocals', async () => {
  await workbench.page.keyboard.press('F5');
  await workbench.page.locator('.debug-toolbar').waitFor();
  await until(async () => (await workbench.rows('call-stack')).some(row => row.startsWith('many_arguments')), 'the call stack');
  await until(async () => (await workbench.rows('variables')).some(row => /^wide\s*=/.test(row)), 'the arguments');
  await until(async () => (await workbench.stoppedLine(editor)) === breakpointLine, `the bar on line ${breakpointLine}`);
  await workbench.screenshot('2-stopped');
  const frames = (await workbench.rows('call-stack')).filter(row => / (calls|main|startup)\.c /.test(` ${row} `)).map(row => row.replace(/[ (].*/, ''));
  assert.deepEqual(frames, ['many_arguments', 'run_calls', 'main', 'Reset_Handler']);
  const variables = await workbench.rows('variables');
  for (const [name, value] of [['a', 1], ['b', 2], ['f', 6], ['wide', 1000]]) {
    assert.ok(variables.some(row => new RegExp(`^${name}\\s*=\\s*${value}$`).test(row)), `${name} = ${value} in ${JSON.stringify(variables)}`);
  }
  assert.notEqual(servers().length, 0); // QEMU, and what watches over it
});

step('f10_FromTheReturnStatement_MovesToTheEndOfTheFunction', async () => {
  await workbench.page.keyboard.press('F10');
  await until(async () => (await workbench.stoppedLine(editor)) === breakpointLine + 1, `the bar on line ${breakpointLine + 1}`);
  await workbench.screenshot('3-stepped');
});

step('shiftF5_Stopped_EndsTheSessionAndItsServer', async () => {
  await workbench.page.keyboard.press('Shift+F5');
  await workbench.page.locator('.debug-toolbar').waitFor({ state: 'hidden' });
  await until(() => servers().length === 0, 'the end of QEMU');
  await workbench.screenshot('4-ended');
});

// The breakpoint stays in the editor: only a program that passes it goes on working.
step('ctrlF5_WithABreakpointInTheWay_RunsPastItUntilShiftF5', async () => {
  await workbench.page.keyboard.press('Control+F5');
  await until(() => servers().length !== 0, 'QEMU');
  const before = ticks();
  await until(() => ticks() > before + 100, 'the program to run on');
  assert.equal(await workbench.stoppedLine(editor), undefined);
  assert.deepEqual((await workbench.rows('call-stack')).filter(row => row.startsWith('many_arguments')), []);
  await workbench.screenshot('5-without-debugging');
  await workbench.page.keyboard.press('Shift+F5');
  await until(() => servers().length === 0, 'the end of QEMU');
});
