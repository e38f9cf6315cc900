import { join } from 'node:path';

/** How this window would start Cairn's command line, which is bundled beside it: the words of a command. */
export function commandLine(): readonly string[] {
  // The editor's own executable is Node as well, when it is told so.
  const asNode = process.versions['electron'] === undefined ? [] : ['env', 'ELECTRON_RUN_AS_NODE=1'];
  return [...asNode, process.execPath, join(__dirname, 'cli.cjs')];
}
