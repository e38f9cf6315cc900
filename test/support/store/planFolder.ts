import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PlanEdit } from '../../../src/core/plan/planEdit.ts';
import type { FileSystem } from '../../../src/io/store/fileSystem.ts';
import { PlanStore } from '../../../src/io/store/planStore.ts';

/** A work tree with one plan, and the git directory that its locks live in. */
export interface PlanFolder {
  readonly root: string;
  readonly gitDir: string;
  readonly plan: string;
}

export const PLAN = 'MILESTONES.md';

export const PLAN_TEXT = '# v1.0 ^v1\n\n- [ ] First ^aa11\n- [ ] Second ^bb22\n';

export async function makePlanFolder(
  root: string,
  text: string | Uint8Array = PLAN_TEXT,
): Promise<PlanFolder> {
  const gitDir = path.join(root, '.git');
  await mkdir(gitDir);
  const plan = path.join(root, PLAN);
  await writeFile(plan, text);
  return { root, gitDir, plan };
}

export function storeOf(folder: PlanFolder, options: { fs?: FileSystem; wait?: number } = {}): PlanStore {
  return new PlanStore({ root: folder.root, lockBase: folder.gitDir, ...options });
}

/** Adds a line at the end of the file. */
export function appending(line: string): PlanEdit {
  return (file) => {
    const end = file.text.length;
    return { ok: true, changes: [{ start: end, end, text: `${line}\n` }], key: line };
  };
}

/** Replaces the first `from` in the text by `to`. */
export function replacing(from: string, to: string): PlanEdit {
  return (file) => {
    const start = file.text.indexOf(from);
    if (start < 0) return { ok: false, problem: { code: 'line-not-found', data: { expected: from } } };
    return { ok: true, changes: [{ start, end: start + from.length, text: to }], key: to };
  };
}

export async function textOf(folder: PlanFolder): Promise<string> {
  return readFile(folder.plan, 'utf8');
}

/** What lies around that should not: files beside the plan, and lock files. */
export async function leftovers(folder: PlanFolder): Promise<string[]> {
  const beside = (await readdir(folder.root)).filter((name) => name !== PLAN && name !== '.git');
  const locks = path.join(folder.gitDir, 'cairn', 'locks');
  return [...beside, ...(await readdir(locks).catch(() => []))];
}
