import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

interface Configuration { type: string; request: string; name: string; executable: string }
interface Manifest {
  version: string;
  contributes: {
    breakpoints: { language: string }[];
    debuggers: {
      type: string;
      languages: string[];
      configurationAttributes: Record<string, { properties: Record<string, unknown> }>;
      initialConfigurations: Configuration[];
      configurationSnippets: { label: string; body: Configuration }[];
    }[];
  };
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const [debuggerEntry] = manifest.contributes.debuggers;
assert.ok(debuggerEntry);

test('manifest_Languages_TakeBreakpointsWhereTheDebuggerIsOffered', () => {
  assert.deepEqual(manifest.contributes.breakpoints.map(entry => entry.language).sort(), [...debuggerEntry.languages].sort());
  for (const language of ['c', 'cpp', 'rust', 'go', 'asm']) assert.ok(debuggerEntry.languages.includes(language), language);
});

test('manifest_OfferedConfigurations_AreOfOurTypeAndAKnownRequest', () => {
  for (const configuration of [...debuggerEntry.initialConfigurations, ...debuggerEntry.configurationSnippets.map(snippet => snippet.body)]) {
    assert.equal(configuration.type, 'rsp-debug');
    assert.ok(configuration.request in debuggerEntry.configurationAttributes, configuration.name);
  }
});

test('manifest_Version_IsThatOfTheAdapter', () => {
  const version = /<Version>(.*)<\/Version>/.exec(readFileSync('../Directory.Build.props', 'utf8'))?.[1];
  assert.equal(manifest.version, version);
});
