// The real VS Code workbench in a headless browser: starting it, and the gestures that tests use.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';

export const repository = path.resolve(import.meta.dirname, '../..');
const cache = process.env.RSP_DEBUG_VSCODE ?? path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'rsp-debug/vscode-4.100.3');
const entry = path.join(cache, 'server/node_modules/code-server/out/node/entry.js');
const { chromium } = createRequire(path.join(cache, 'tools/package.json'))('playwright-core');

const settings = {
  'workbench.startupEditor': 'none', 'workbench.tips.enabled': false, 'workbench.enableExperiments': false, 'workbench.reduceMotion': 'on',
  'security.workspace.trust.enabled': false, 'telemetry.telemetryLevel': 'off', 'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false, 'extensions.ignoreRecommendations': true, 'git.enabled': false, 'chat.commandCenter.enabled': false,
  'editor.minimap.enabled': false, 'debug.toolBarLocation': 'floating', 'debug.openDebug': 'openOnDebugBreak',
};
const browserFlags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];

const oneLine = text => text.replace(/\s+/g, ' ').trim();

async function freePort() {
  const listener = net.createServer();
  await new Promise(resolve => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address();
  await new Promise(resolve => listener.close(resolve));
  return port;
}

/** Tries ACTION until it gives something other than undefined or false, for at most LIMIT milliseconds. */
export async function until(action, what, limit = 30_000) {
  const end = Date.now() + limit;
  for (;;) {
    const value = await action();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > end) throw new Error(`waited ${limit} ms in vain for ${what}`);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

export class Workbench {
  /** Opens a copy of FILES (pairs of target name and source path) with the given launch.json and the extension installed. */
  static async open({ files, launch, extension, machineSettings, screenshots }) {
    const folder = mkdtempSync(path.join(tmpdir(), 'rsp-debug-vscode-'));
    const workspace = path.join(folder, 'workspace');
    mkdirSync(path.join(workspace, '.vscode'), { recursive: true });
    for (const kind of ['User', 'Machine']) mkdirSync(path.join(folder, 'data', kind), { recursive: true });
    mkdirSync(screenshots, { recursive: true });
    for (const [name, source] of files) cpSync(source, path.join(workspace, name), { recursive: true });
    writeFileSync(path.join(workspace, '.vscode/launch.json'), JSON.stringify({ version: '0.2.0', configurations: [launch] }, undefined, 2));
    writeFileSync(path.join(folder, 'data/User/settings.json'), JSON.stringify(settings));
    writeFileSync(path.join(folder, 'data/Machine/settings.json'), JSON.stringify(machineSettings));
    writeFileSync(path.join(folder, 'config.yaml'), '');
    const environment = { ...process.env, EXTENSIONS_GALLERY: '{}' };
    for (const name of ['VSCODE_IPC_HOOK_CLI', 'PORT', 'PASSWORD']) delete environment[name];
    const server = [entry, '--config', path.join(folder, 'config.yaml'), '--user-data-dir', path.join(folder, 'data'), '--extensions-dir', path.join(folder, 'extensions')];
    execFileSync(process.execPath, [...server, '--install-extension', extension], { env: environment, stdio: 'pipe' });

    const port = await freePort();
    const log = openSync(path.join(folder, 'server.log'), 'w');
    const child = spawn(process.execPath, [...server, '--bind-addr', `127.0.0.1:${port}`, '--auth', 'none', '--disable-telemetry',
      '--disable-update-check', '--disable-workspace-trust', '--disable-getting-started-override', '-e'],
    { env: environment, stdio: ['ignore', log, log], detached: true });
    const workbench = new Workbench(folder, workspace, child, screenshots);
    try {
      await until(() => fetch(`http://127.0.0.1:${port}/healthz`).then(answer => answer.ok, () => false), 'the VS Code server');
      workbench.browser = await chromium.launchPersistentContext(path.join(folder, 'browser'), {
        executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', headless: true, viewport: { width: 1500, height: 950 }, args: browserFlags,
      });
      workbench.page = workbench.browser.pages()[0] ?? await workbench.browser.newPage();
      workbench.page.setDefaultTimeout(30_000);
      await workbench.page.goto(`http://127.0.0.1:${port}/?folder=${workspace}`);
      await workbench.page.locator('.monaco-workbench').waitFor();
      return workbench;
    } catch (error) {
      await workbench.close();
      throw error;
    }
  }

  constructor(folder, workspace, server, screenshots) {
    Object.assign(this, { folder, workspace, server, screenshots });
  }

  async close() {
    await this.browser?.close().catch(() => undefined);
    try { process.kill(-this.server.pid, 'SIGTERM'); } catch { /* it has ended already */ }
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }

  serverLog() { return readFileSync(path.join(this.folder, 'server.log'), 'utf8'); }

  screenshot(name) { return this.page.screenshot({ path: path.join(this.screenshots, `${name}.png`) }); }

  editor(name) { return this.page.locator(`.editor-instance .monaco-editor[data-uri$="/${name}"]`); }

  /** Opens a file by Quick Open and goes to a line. */
  async openFile(name, line) {
    const input = this.page.locator('.quick-input-widget:visible input[type=text]').first();
    const editor = this.editor(name);
    for (let attempt = 0; ; attempt++) { // keys that come before the workbench listens are lost
      try {
        await this.page.keyboard.press('Control+P');
        await input.waitFor({ timeout: 3000 });
        await input.fill(`${name}:${line}`);
        await this.page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().waitFor({ timeout: 5000 });
        await this.page.keyboard.press('Enter');
        await editor.locator('.view-line').first().waitFor({ timeout: 5000 });
        return editor;
      } catch (error) {
        if (attempt === 8) throw error;
        await this.page.keyboard.press('Escape');
      }
    }
  }

  lineNumber(editor, line) { return editor.locator('.margin-view-overlays .line-numbers', { hasText: new RegExp(`^${line}$`) }); }

  /** Clicks into the gutter of a line that is in view. */
  async clickGutter(editor, line) {
    const number = this.lineNumber(editor, line);
    await number.waitFor();
    for (let attempt = 0; ; attempt++) { // the gutter takes clicks only once the grey hint shows on hover
      const box = await number.boundingBox();
      const [x, y] = [box.x - 8, box.y + box.height / 2];
      await this.page.mouse.move(x + 300, y);
      await this.page.mouse.move(x, y);
      try {
        await editor.locator('.codicon-debug-hint').first().waitFor({ timeout: 1000 });
        await this.page.mouse.click(x, y);
        await editor.locator('.codicon-debug-breakpoint').first().waitFor({ timeout: 2000 });
        return;
      } catch (error) {
        if (attempt === 20) throw error;
      }
    }
  }

  /** Rows of a debug view as the user reads them; LIST is call-stack or variables. */
  async rows(list) {
    return (await this.page.locator(`.debug-${list} .monaco-list-row`).allInnerTexts()).map(oneLine);
  }

  /** Number of the line with the yellow bar, once there is one. */
  async stoppedLine(editor) {
    const bar = await editor.locator('.debug-top-stack-frame-line').first().boundingBox({ timeout: 500 }).catch(() => null);
    if (bar === null) return undefined;
    for (const number of await editor.locator('.margin-view-overlays .line-numbers').all()) {
      const box = await number.boundingBox();
      if (box !== null && Math.abs(box.y - bar.y) < 4) return Number(await number.innerText());
    }
    return undefined;
  }
}
