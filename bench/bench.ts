import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { ContenderName } from './speed/measured.ts';
import { prepare, synthesize } from './speed/repositories.ts';
import { type Runs, runOne, runRounds } from './speed/rounds.ts';
import { planTable, repositoryTable } from './speed/table.ts';

const USAGE = `Usage: npm run bench -- [[NAME=]REPOSITORY …] [--commits N] [--rounds N] [--items N] [--deadline SECONDS] [--quick]
Measures Cairn beside git log, simple-git and isomorphic-git, in the given repositories and a synthetic one, and prints
tables in Markdown.
--commits N         commits of the synthetic repository, which is kept in .cache/bench (100000; 0 for none)
--rounds N          times that each contender runs (5)
--items N           items of the plan (10000)
--deadline SECONDS  a contender that takes longer is ended and not tried again (120)
--quick             2 rounds of a tiny repository and plan: whether it works, not how fast it is`;

/** Interleaved, in this order: `refresh` leaves the cache that `open` opens. */
const CONTENDERS: readonly ContenderName[] = [
  ...(['idle', 'git-log', 'index', 'naive', 'simple-git', 'isomorphic-git'] as const),
  ...(['warm', 'new-commit', 'rebase'] as const),
  ...(['first-tree', 'refresh', 'open', 'refresh-new-commit'] as const),
];

interface Options {
  readonly folders: readonly string[];
  readonly commits: number;
  readonly rounds: number;
  readonly items: number;
  readonly deadline: number;
}

/** @returns The process's exit status: 2 for wrong usage. */
export async function main(args: readonly string[], root: string): Promise<number> {
  const options = readOptions(args);
  if (options === null) {
    process.stdout.write(`${USAGE}\n`);
    return args.includes('--help') ? 0 : 2;
  }
  process.stdout.write(`${machine()}\n\n`);
  const cache = path.join(root, '.cache', 'bench');
  const synthetic = options.commits === 0 ? [] : [await synthesize(cache, options.commits)];
  const repositories = [
    ...options.folders.map(named),
    ...synthetic.map((folder) => ({ folder, name: 'synthetic' })),
  ];
  for (const { folder, name } of repositories) {
    process.stdout.write(`${await inScratch((scratch) => measure(folder, name, scratch, options))}\n\n`);
  }
  const plan = await inScratch((scratch) => measurePlan(scratch, options));
  process.stdout.write(`${planTable(options.items, plan, bundleBytes(root))}\n`);
  return 0;
}

async function measure(folder: string, name: string, scratch: string, options: Options): Promise<string> {
  const { rounds, deadline, items } = options;
  const repository = await prepare(folder, scratch, name);
  const request = { repository, scratch, items };
  const filled = await runOne({ ...request, contender: 'fill-cache' }, deadline);
  if (filled === null) throw new Error(`the index of ${folder} was not written within ${deadline} ms`);
  const runs = await runRounds(CONTENDERS, request, { rounds, deadline });
  return repositoryTable(
    repository,
    new Map([...runs, ['fill-cache', { results: [filled], tooSlow: null }]]),
  );
}

async function measurePlan(scratch: string, { rounds, deadline, items }: Options): Promise<Runs | undefined> {
  const rebase = { before: '', after: '' };
  const repository = { name: '', gitDir: '', tree: '', commits: 0, head: '', borrower: '', next: '', rebase };
  return (await runRounds(['plan'], { repository, scratch, items }, { rounds, deadline })).get('plan');
}

async function inScratch<T>(body: (scratch: string) => Promise<T>): Promise<T> {
  const scratch = mkdtempSync(path.join(tmpdir(), 'cairn-bench-'));
  try {
    return await body(scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function readOptions(args: readonly string[]): Options | null {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      commits: { type: 'string' },
      rounds: { type: 'string' },
      items: { type: 'string' },
      deadline: { type: 'string', default: '120' },
      quick: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { quick } = values;
  const options = {
    folders: positionals,
    commits: Number(values.commits ?? (quick ? 300 : 100_000)),
    rounds: Number(values.rounds ?? (quick ? 2 : 5)),
    items: Number(values.items ?? (quick ? 200 : 10_000)),
    deadline: Number(values.deadline) * 1000,
  };
  const { commits, ...positive } = options;
  const { rounds, items, deadline } = positive;
  const valid = [rounds, items, deadline].every((count) => Number.isInteger(count) && count > 0);
  return valid && Number.isInteger(commits) && commits >= 0 && !values.help ? options : null;
}

/** `NAME=PATH`, or a path that names itself. */
function named(argument: string): { readonly folder: string; readonly name: string } {
  const [name, folder] = argument.split(/=(.*)/s);
  if (folder !== undefined) return { folder, name: name ?? '' };
  return { folder: argument, name: path.basename(path.resolve(argument)).replace(/\.git$/, '') };
}

function machine(): string {
  const processors = cpus();
  const version = execFileSync('git', ['--version'], { encoding: 'utf8' }).trim();
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB`;
  const date = new Date().toISOString().slice(0, 10);
  return `${date}; ${processors.length} × ${processors[0]?.model ?? 'processor'}, ${memory}; ${version}; Node ${process.version}`;
}

/** Of the built product, which is built where it is not there yet. */
function bundleBytes(root: string): number {
  const bundle = path.join(root, 'dist', 'extension.cjs');
  if (!existsSync(bundle)) execFileSync(process.execPath, ['esbuild.mjs'], { cwd: root, stdio: 'inherit' });
  return statSync(bundle).size;
}
