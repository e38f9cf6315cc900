import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Snapshot } from '../../src/core/progress/snapshot.ts';
import { parseSettings } from '../../src/core/settings.ts';
import { type DiskRepository, openRepository } from '../../src/io/repository.ts';
import { GitTime } from './gitTime.ts';
import type { Request, Result, Stopwatch } from './measured.ts';

/** The contenders that are the product as the editor uses it, from opening a folder to what its views render. */
export async function takeSnapshots(request: Request, watch: Stopwatch): Promise<Result['figures']> {
  switch (request.contender) {
    case 'first-tree':
      return openToFirstTree(request, watch);
    case 'open':
      return openWhole(request, watch);
    default:
      return refresh(request, watch);
  }
}

async function openToFirstTree({ repository, scratch }: Request, watch: Stopwatch) {
  const empty = path.join(scratch, `empty-${process.pid}`);
  const reading = new AbortController();
  watch.start();
  const opened = await openRepository(optionsFor(repository.tree, scratch, empty));
  const read = readOnce(opened, reading.signal, (snapshot) => {
    watch.stop();
    if (snapshot.milestones.length === 0) throw new Error('expected the plan in the first tree');
    reading.abort();
  });
  await read.catch((error: unknown) => {
    if (!reading.signal.aborted) throw error;
  });
  opened.dispose();
  return {};
}

async function openWhole({ repository, scratch }: Request, watch: Stopwatch) {
  watch.start();
  const opened = await openRepository(optionsFor(repository.tree, scratch, cacheIn(scratch)));
  await readOnce(opened);
  watch.stop();
  opened.dispose();
  return {};
}

/** What is read first is kept when this process ends, for `open`. */
async function refresh({ contender, repository, scratch }: Request, watch: Stopwatch) {
  const { tree } = repository;
  const opened = await openRepository(optionsFor(tree, scratch, cacheIn(scratch)));
  await readOnce(opened);
  if (contender === 'refresh-new-commit') {
    execFileSync('git', ['-C', tree, 'commit', '--quiet', '--allow-empty', '--message', 'Step on']);
  }
  const git = new GitTime();
  const started = performance.now();
  watch.start();
  await readOnce(opened);
  watch.stop();
  return { beyondGit: [performance.now() - started - git.stop()] };
}

const cacheIn = (scratch: string) => path.join(scratch, 'snapshots');

async function readOnce(
  opened: DiskRepository,
  signal = new AbortController().signal,
  publish: (snapshot: Snapshot) => void = () => undefined,
): Promise<void> {
  await opened.read({ seconds: Math.floor(Date.now() / 1000), offsetMinutes: 0 }, signal, publish);
}

function optionsFor(root: string, scratch: string, cacheFolder: string) {
  const { contributes } = JSON.parse(readFileSync('package.json', 'utf8'));
  const { properties } = contributes.configuration;
  const { settings } = parseSettings(
    () => undefined,
    (name) => properties[`cairn.${name}`]?.default,
  );
  return {
    root,
    mode: 'git' as const,
    settings: () => settings,
    documents: { textOf: () => null, edit: async () => null },
    dataFolder: path.join(scratch, 'data'),
    cacheFolder,
    report(problem: unknown) {
      throw problem;
    },
  };
}
