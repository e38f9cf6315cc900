import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ContenderName, Request, Result } from './measured.ts';

/** The results of one contender, round by round; `tooSlow` where a deadline ended it, in milliseconds. */
export interface Runs {
  readonly results: readonly Result[];
  readonly tooSlow: number | null;
}

/**
 * Runs all contenders one after the other, and that again for each round, so that what else the machine does meets all
 * of them. One that misses the deadline is not tried again.
 */
export async function runRounds(
  contenders: readonly ContenderName[],
  request: Omit<Request, 'contender'>,
  { rounds, deadline }: { readonly rounds: number; readonly deadline: number },
): Promise<ReadonlyMap<ContenderName, Runs>> {
  const results = new Map<ContenderName, Result[]>(contenders.map((name) => [name, []]));
  const slow = new Set<ContenderName>();
  for (let round = 0; round < rounds; round++) {
    for (const contender of contenders) {
      if (slow.has(contender)) continue;
      process.stderr.write(`${request.repository.name} ${round + 1}/${rounds} ${contender}\n`);
      const result = await runOne({ ...request, contender }, deadline);
      if (result === null) slow.add(contender);
      else results.get(contender)?.push(result);
    }
  }
  const runsOf = (name: ContenderName): Runs => ({
    results: results.get(name) ?? [],
    tooSlow: slow.has(name) ? deadline : null,
  });
  return new Map(contenders.map((name) => [name, runsOf(name)]));
}

/** Null where it missed the deadline. */
export async function runOne(request: Request, deadline: number): Promise<Result | null> {
  const program = path.join(path.dirname(fileURLToPath(import.meta.url)), 'contender.mjs');
  const child = spawn(process.execPath, [program, JSON.stringify(request)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    child.kill('SIGKILL');
  }, deadline);
  const [status] = await once(child, 'close');
  clearTimeout(timer);
  if (late) return null;
  if (status !== 0) throw new Error(`the contender ${request.contender} ended with ${status}`);
  return JSON.parse(output) as Result;
}
