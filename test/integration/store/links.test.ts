import assert from 'node:assert/strict';
import { lstat, mkdir, readdir, readFile, readlink, rename, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { diskFileSystem, type FileSystem } from '../../../src/io/store/fileSystem.ts';
import {
  makePlanFolder,
  PLAN,
  PLAN_TEXT,
  type PlanFolder,
  replacing,
  storeOf,
  textOf,
} from '../../support/store/planFolder.ts';
import { inFolder } from '../../support/temporaryFolder.ts';

const TICK = replacing('[ ] First', '[x] First');
const TICKED = PLAN_TEXT.replace('[ ] First', '[x] First');

/** A repository and, beside it, a folder that it must never write to; checked afterwards. */
function attacked(body: (root: string, outside: string) => Promise<void>): () => Promise<void> {
  return inFolder(async (folder) => {
    const [root, outside] = [path.join(folder, 'repository'), path.join(folder, 'outside')];
    await mkdir(root);
    await mkdir(outside);
    await writeFile(path.join(outside, PLAN), PLAN_TEXT);
    await body(root, outside);
    assert.deepEqual(await readdir(outside), [PLAN], 'something was written outside');
    assert.equal(await readFile(path.join(outside, PLAN), 'utf8'), PLAN_TEXT);
  });
}

/** As the store names it: the file's path below the repository, hashed. */
async function lockNameOf(folder: PlanFolder): Promise<string> {
  const locks = path.join(folder.gitDir, 'cairn', 'locks');
  let name = '';
  const fs: FileSystem = {
    ...diskFileSystem,
    link: async (ticket, file) => {
      name = path.relative(locks, file);
      await diskFileSystem.link(ticket, file);
    },
  };
  await storeOf(folder, { fs }).edit(PLAN, replacing('', ''));
  return name;
}

async function refuses(root: string, file: string, code: string): Promise<void> {
  const folder = { root, gitDir: path.join(root, '.git'), plan: path.join(root, file) };
  const store = storeOf(folder);
  const result = await store.edit(file, TICK);
  assert.equal(result.ok ? 'written' : result.problem.code, code, file);
}

describe('P6: paths and links that lead outside', () => {
  const paths = [
    '../outside/MILESTONES.md',
    '/etc/hosts',
    'docs/../../outside/MILESTONES.md',
    './MILESTONES.md',
    '..\\outside\\MILESTONES.md',
    '\\\\server\\share\\MILESTONES.md',
    '//server/share/MILESTONES.md',
    'C:/MILESTONES.md',
    'C:MILESTONES.md',
    '',
    'docs//MILESTONES.md',
    '.git/config',
    '.GIT/config',
    'sub/.git/hooks/x.md',
    'a\0b.md',
  ];
  for (const file of paths) {
    it(
      `${JSON.stringify(file)} is refused`,
      attacked(async (root) => {
        await makePlanFolder(root);
        await refuses(root, file, 'outside-repository');
        const created = await storeOf({ root, gitDir: path.join(root, '.git'), plan: '' }).create(file, 'x');
        assert.equal(created.ok ? 'written' : created.problem.code, 'outside-repository');
        const read = await storeOf({ root, gitDir: path.join(root, '.git'), plan: '' }).read(file);
        assert.deepEqual([read?.writable, read?.problems[0]?.data['reason']], [false, 'outside']);
      }),
    );
  }

  it(
    'a plan that is a link to a file outside',
    attacked(async (root, outside) => {
      await mkdir(path.join(root, '.git'));
      await symlink(path.join(outside, PLAN), path.join(root, PLAN));
      await refuses(root, PLAN, 'outside-repository');
    }),
  );

  it(
    'a plan in a folder that is a link to outside',
    attacked(async (root, outside) => {
      await mkdir(path.join(root, '.git'));
      await symlink(outside, path.join(root, 'docs'));
      await refuses(root, `docs/${PLAN}`, 'outside-repository');
      const store = storeOf({ root, gitDir: path.join(root, '.git'), plan: '' });
      const created = await store.create('docs/new/PLAN.md', PLAN_TEXT);
      assert.equal(created.ok ? 'written' : created.problem.code, 'outside-repository');
    }),
  );

  it(
    'a plan that is a link into the git directory',
    attacked(async (root) => {
      const folder = await makePlanFolder(root);
      await writeFile(path.join(folder.gitDir, 'config'), PLAN_TEXT);
      await symlink('.git/config', path.join(root, 'PLAN.md'));
      await refuses(root, 'PLAN.md', 'outside-repository');
      assert.equal(await readFile(path.join(folder.gitDir, 'config'), 'utf8'), PLAN_TEXT);
    }),
  );

  it(
    'a plan that is a link to nothing: neither read as missing nor created',
    attacked(async (root, outside) => {
      await mkdir(path.join(root, '.git'));
      await symlink(path.join(outside, 'new.md'), path.join(root, PLAN));
      await refuses(root, PLAN, 'outside-repository');
      const store = storeOf({ root, gitDir: path.join(root, '.git'), plan: '' });
      assert.equal((await store.create(PLAN, PLAN_TEXT)).ok, false);
      assert.equal((await store.read(PLAN))?.problems[0]?.code, 'unreadable');
    }),
  );

  it(
    'links at the names of temporary files',
    attacked(async (root, outside) => {
      const folder = await makePlanFolder(root);
      const planted = [`.${PLAN}.tmp`, `${PLAN}.tmp`, `.${PLAN}.cairn-${'0'.repeat(16)}.tmp`];
      for (const name of planted) await symlink(path.join(outside, PLAN), path.join(root, name));
      assert.ok((await storeOf(folder).edit(PLAN, TICK)).ok);
      assert.equal(await textOf(folder), TICKED);
      for (const name of planted) assert.ok((await lstat(path.join(root, name))).isSymbolicLink());
    }),
  );

  it(
    'a lock folder that is a link to outside',
    attacked(async (root, outside) => {
      const folder = await makePlanFolder(root);
      await symlink(outside, path.join(folder.gitDir, 'cairn'));
      assert.equal((await storeOf(folder).edit(PLAN, TICK)).ok, false);
      assert.equal(await textOf(folder), PLAN_TEXT);
    }),
  );

  it(
    'a lock file that is a link to outside',
    attacked(async (root, outside) => {
      const folder = await makePlanFolder(root);
      const locks = path.join(folder.gitDir, 'cairn', 'locks');
      await mkdir(locks, { recursive: true });
      const name = await lockNameOf(folder);
      await symlink(path.join(outside, PLAN), path.join(locks, name));
      const result = await storeOf(folder, { wait: 50 }).edit(PLAN, TICK);
      assert.equal(result.ok ? 'written' : result.problem.code, 'locked');
    }),
  );

  it(
    'a link inside the repository is followed and stays a link',
    attacked(async (root) => {
      const folder = await makePlanFolder(root);
      await mkdir(path.join(root, 'docs'));
      await rename(folder.plan, path.join(root, 'docs', 'plan.md'));
      await symlink(path.join('docs', 'plan.md'), folder.plan);
      const result = await storeOf(folder).edit(PLAN, TICK);
      assert.ok(result.ok);
      assert.equal(result.file.path, PLAN);
      assert.equal(await readlink(folder.plan), path.join('docs', 'plan.md'));
      assert.equal(await readFile(path.join(root, 'docs', 'plan.md'), 'utf8'), TICKED);
      assert.deepEqual(await readdir(path.join(root, 'docs')), ['plan.md']);
    }),
  );

  it(
    'a repository that is itself reached through a link',
    attacked(async (root) => {
      await makePlanFolder(root);
      await symlink(root, `${root}-link`);
      const folder = {
        root: `${root}-link`,
        gitDir: path.join(`${root}-link`, '.git'),
        plan: path.join(root, PLAN),
      };
      assert.ok((await storeOf(folder).edit(PLAN, TICK)).ok);
      assert.equal(await textOf(folder), TICKED);
    }),
  );
});
