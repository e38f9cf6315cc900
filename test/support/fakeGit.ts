import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Writes an executable shell script to stand in for git; `$1` … are git's arguments. Returns its path. */
export function fakeGit(folder: string, body: string): string {
  const executable = path.join(folder, 'git');
  writeFileSync(executable, `#!/bin/sh\n${body}\n`);
  chmodSync(executable, 0o755);
  return executable;
}
