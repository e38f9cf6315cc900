import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { build } from 'esbuild';

export type Child = ChildProcessByStdio<Writable, Readable, null>;

/** Bundles one of this folder's programs, to be run by `node` in processes of their own. */
export async function buildProgram(name: string, into: string): Promise<string> {
  const outfile = path.join(into, `${name}.mjs`);
  await build({
    entryPoints: [path.join('test', 'support', 'store', `${name}.ts`)],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // markdown-it's bundle asks for nothing that the module format lacks but a `require` of node's own modules.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    outfile,
    logLevel: 'warning',
  });
  return outfile;
}

export function start(command: readonly string[]): Child {
  const [program = '', ...rest] = command;
  return spawn(program, rest, { stdio: ['pipe', 'pipe', 'inherit'] });
}

/** Calls `hear` with every whole line of the child's output; resolves when the output ends and the child is gone. */
export async function listen(child: Child, hear: (line: string) => void): Promise<void> {
  const gone = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) hear(line);
  await gone;
}
