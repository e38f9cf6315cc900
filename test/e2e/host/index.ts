// Runs in the extension host, of the VS Code server as well as of a desktop (@vscode/test-electron).
import { readdirSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';
import { version } from 'vscode';
import manifest from '../../../package.json';

/** The project's root, seen from dist/test/e2e/host. */
const root = path.resolve(__dirname, '../../../..');

/** Runs every suite beside this file. The first and last line it prints tell the outside that it came to its end. */
export async function run(): Promise<void> {
  process.setSourceMapsEnabled(true);
  console.log(`Running the tests in VS Code ${version}`);
  const grep = process.env['CAIRN_TEST_GREP'];
  const mocha = new Mocha({
    ...manifest.mocha,
    timeout: 120_000, // the editor's pace, on a machine that others keep busy
    ...(grep && { grep, failZero: false }),
    reporter: path.join(root, 'test/support/recordingReporter.cjs'),
  });
  for (const name of readdirSync(__dirname)) {
    if (name.endsWith('.test.cjs')) mocha.addFile(path.join(__dirname, name));
  }
  const failures = await new Promise<number>((resolve) => {
    mocha.run(resolve);
  });
  console.log(`Finished the tests: ${failures} failed`);
  if (failures > 0) throw new Error(`${failures} failed`);
}
