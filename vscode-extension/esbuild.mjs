// Bundles the extension to dist/extension.js; with --tests the unit tests to out/test/.
import { build } from 'esbuild';
import { readdirSync, rmSync } from 'node:fs';

const common = { bundle: true, platform: 'node', target: 'node20', format: 'cjs', logLevel: 'warning' };
if (process.argv.includes('--tests')) {
  rmSync('out/test', { recursive: true, force: true });
  const entryPoints = readdirSync('test').filter(name => name.endsWith('.test.ts')).map(name => `test/${name}`);
  await build({ ...common, entryPoints, outdir: 'out/test', sourcemap: 'inline' });
} else {
  await build({ ...common, entryPoints: ['src/extension.ts'], outfile: 'dist/extension.js', external: ['vscode'], minify: true });
}
