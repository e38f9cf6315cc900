import assert from 'node:assert/strict';
import { cp, mkdir, readdir, readFile, rename, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Alignment } from '../../../src/core/history/alignment.ts';
import { parseAlignments } from '../../../src/core/history/alignmentLines.ts';
import { NO_PERSONAL_DATA, type PersonalData } from '../../../src/core/progress/personal.ts';
import { ActiveGoalFile } from '../../../src/io/activeGoal.ts';
import { AlignmentsFile } from '../../../src/io/alignments.ts';
import { repositoryKey } from '../../../src/io/personal/dataFolder.ts';
import { PersonalStore } from '../../../src/io/personal/personalStore.ts';
import { StoreError } from '../../../src/io/store/storeError.ts';
import { faultyFileSystem } from '../../support/store/faultyFileSystem.ts';
import { inFolder } from '../../support/temporaryFolder.ts';

/** A repository and a user's data folder beside it. */
interface Desk {
  readonly root: string;
  readonly gitDir: string;
  readonly data: string;
  readonly file: string;
}

function atDesk(body: (desk: Desk) => Promise<void>): () => Promise<void> {
  return inFolder(async (folder) => {
    const root = path.join(folder, 'repository');
    const gitDir = path.join(root, '.git');
    await mkdir(gitDir, { recursive: true });
    const data = path.join(folder, 'home', 'data');
    const file = path.join(data, 'repositories', repositoryKey(gitDir), 'personal.json');
    await body({ root, gitDir, data, file });
  });
}

const personalOf = ({ root, gitDir, data }: Desk, fs = faultyFileSystem()) =>
  new PersonalStore({ dataFolder: data, commonDir: gitDir, workTrees: [root], fs, wait: 20_000 });

const noting =
  (episode: string) =>
  (data: PersonalData): PersonalData => ({
    ...data,
    notified: [...data.notified, episode],
  });

async function plant(file: string, content: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
}

describe('personal data', () => {
  it(
    'is nothing, and no file, before the first update',
    atDesk(async (desk) => {
      assert.deepEqual(await personalOf(desk).read(), { data: NO_PERSONAL_DATA, problems: [] });
      await assert.rejects(stat(desk.data));
    }),
  );

  it(
    'is what the editor and the command line both wrote',
    atDesk(async (desk) => {
      const [editor, commandLine] = [personalOf(desk), personalOf(desk)];
      await editor.read();
      await commandLine.update(noting('one'));
      await editor.update(noting('two'));
      assert.deepEqual((await commandLine.read()).data.notified, ['one', 'two']);
    }),
  );

  it(
    'loses no update of many at once',
    atDesk(async (desk) => {
      const stores = [personalOf(desk), personalOf(desk), personalOf(desk)];
      const updates = Array.from({ length: 30 }, (_, n) => stores[n % 3]?.update(noting(String(n))));
      await Promise.all(updates);
      assert.equal(new Set((await personalOf(desk).read()).data.notified).size, 30);
      assert.deepEqual((await readdir(path.dirname(desk.file))).sort(), ['origin', 'personal.json']);
    }),
  ).timeout(20_000);

  it(
    'is for its owner alone',
    atDesk(async (desk) => {
      await personalOf(desk).update(noting('one'));
      assert.equal((await stat(desk.file)).mode & 0o777, 0o600);
      assert.equal((await stat(path.dirname(desk.file))).mode & 0o777, 0o700);
    }),
  );

  for (const garbage of ['null', '0', '""', '', '{"version":', '[]', '{}', 'caf\xe9\0']) {
    it(
      `${JSON.stringify(garbage)} is set aside and said, never replaced`,
      atDesk(async (desk) => {
        await plant(desk.file, garbage);
        const { data, problems } = await personalOf(desk).read();
        assert.deepEqual(data, NO_PERSONAL_DATA);
        assert.equal(problems[0]?.code, 'invalid');
        assert.ok(problems[0].message.includes(`${desk.file}.corrupt-1`));
        await personalOf(desk).update(noting('one'));
        assert.equal(await readFile(`${desk.file}.corrupt-1`, 'utf8'), garbage);
        await plant(desk.file, garbage);
        await personalOf(desk).update(noting('two'));
        assert.equal(await readFile(`${desk.file}.corrupt-2`, 'utf8'), garbage);
      }),
    ).timeout(10_000);
  }

  it(
    'with one damaged entry keeps the others, and the file as it was',
    atDesk(async (desk) => {
      const damaged = '{"version":1,"notified":["one",2]}';
      await plant(desk.file, damaged);
      const { data, problems } = await personalOf(desk).read();
      assert.deepEqual(data.notified, ['one']);
      assert.match(problems[0]?.message ?? '', /notified\[1\]/);
      assert.equal(await readFile(`${desk.file}.corrupt-1`, 'utf8'), damaged);
      assert.deepEqual((await personalOf(desk).read()).problems, []);
    }),
  );

  it(
    'of a newer Cairn is neither read nor written',
    atDesk(async (desk) => {
      await plant(desk.file, '{"version":9}');
      const isNewer = (error: unknown) => error instanceof StoreError && error.code === 'newer';
      await assert.rejects(personalOf(desk).read(), isNewer);
      await assert.rejects(personalOf(desk).update(noting('one')), isNewer);
      assert.equal(await readFile(desk.file, 'utf8'), '{"version":9}');
    }),
  );

  it(
    'is old or new whatever call fails',
    atDesk(async (desk) => {
      const fs = faultyFileSystem();
      const store = personalOf(desk, fs);
      await store.update(noting('0'));
      let written = 1;
      for (let at = 1, reached = true; reached; at++) {
        fs.arm({ at, code: 'EIO', forGood: false });
        const landed = await store.update(noting(String(at))).then(
          () => true,
          (error: unknown) => {
            assert.ok(error instanceof StoreError, String(error));
            return false;
          },
        );
        reached = fs.calls.length >= at;
        fs.arm(null);
        if (landed) written++;
        assert.equal((await store.read()).data.notified.length, written, `after call ${at}`);
      }
    }),
  ).timeout(20_000);

  const moved = (desk: Desk, root: string): Desk => ({ ...desk, root, gitDir: path.join(root, '.git') });

  it(
    'follows a repository that is moved',
    atDesk(async (desk) => {
      await personalOf(desk).update(noting('one'));
      const there = moved(desk, `${desk.root}-renamed`);
      await rename(desk.root, there.root);
      assert.deepEqual((await personalOf(there).read()).data.notified, ['one']);
      await personalOf(there).update(noting('two'));
      await rename(there.root, desk.root);
      assert.deepEqual((await personalOf(desk).read()).data.notified, ['one', 'two']);
    }),
  );

  it(
    'stays with the original of a repository that is copied',
    atDesk(async (desk) => {
      await personalOf(desk).update(noting('one'));
      const copy = moved(desk, `${desk.root}-copy`);
      await cp(desk.root, copy.root, { recursive: true });
      assert.deepEqual((await personalOf(copy).read()).data.notified, []);
      await personalOf(copy).update(noting('two'));
      assert.deepEqual((await personalOf(desk).read()).data.notified, ['one']);
    }),
  );

  for (const mark of ['../../elsewhere', '/etc', '', 'unknown-0011223344556677']) {
    it(
      `is not looked for where a git directory points: ${JSON.stringify(mark)}`,
      atDesk(async (desk) => {
        await plant(path.join(desk.gitDir, 'cairn', 'personal-folder'), mark);
        assert.deepEqual(await personalOf(desk).read(), { data: NO_PERSONAL_DATA, problems: [] });
      }),
    );
  }

  it(
    'of a plain folder leaves nothing in it',
    atDesk(async (desk) => {
      const plain = { ...desk, gitDir: desk.root };
      await personalOf(plain).update(noting('one'));
      assert.deepEqual(await readdir(desk.root), ['.git']);
      assert.deepEqual(await readdir(desk.gitDir), []);
    }),
  );

  it(
    'P23: is never in the work tree, even where the data folder is',
    atDesk(async (desk) => {
      const store = new PersonalStore({
        dataFolder: path.join(desk.root, '.local', 'share', 'cairn'),
        commonDir: desk.gitDir,
        workTrees: [desk.root],
      });
      await store.update(noting('one'));
      assert.deepEqual(await readdir(desk.root), ['.git']);
      assert.deepEqual((await store.read()).data.notified, ['one']);
    }),
  );

  it(
    'P23: is never in the work tree through a link',
    atDesk(async (desk) => {
      await mkdir(path.dirname(desk.data), { recursive: true });
      await mkdir(path.join(desk.root, 'mine'));
      await symlink(path.join(desk.root, 'mine'), desk.data);
      await personalOf(desk).update(noting('one'));
      assert.deepEqual(await readdir(path.join(desk.root, 'mine')), []);
    }),
  );

  it(
    'P23: of a folder without a repository that holds the data folder is refused',
    atDesk(async (desk) => {
      const options = {
        dataFolder: path.join(desk.root, 'data'),
        commonDir: desk.root,
        workTrees: [desk.root],
      };
      await assert.rejects(new PersonalStore(options).update(noting('one')), /CAIRN_HOME/);
      assert.deepEqual(await readdir(desk.root), ['.git']);
    }),
  );
});

describe('the active goal', () => {
  const goal = {
    id: 'm9wd',
    title: 'Wire signing',
    startedAt: { seconds: 1_800_000_000, offsetMinutes: 60 },
    estimateMinutes: 15,
  };

  it(
    'is none, then the one that was started, then none',
    atDesk(async ({ gitDir }) => {
      const file = new ActiveGoalFile(gitDir);
      assert.equal((await file.read()).value, null);
      assert.deepEqual(await file.write(goal), []);
      assert.deepEqual((await new ActiveGoalFile(gitDir).read()).value, goal);
      await file.write(null);
      await file.write(null);
      assert.equal((await file.read()).value, null);
      assert.deepEqual(await readdir(path.join(gitDir, 'cairn')), []);
    }),
  );

  it(
    'that cannot be read is set aside and said',
    atDesk(async ({ gitDir }) => {
      await plant(path.join(gitDir, 'cairn', 'active.json'), 'null');
      const { value, problems } = await new ActiveGoalFile(gitDir).read();
      assert.deepEqual([value, problems[0]?.code], [null, 'invalid']);
      assert.deepEqual(await readdir(path.join(gitDir, 'cairn')), ['active.json.corrupt-1']);
    }),
  );

  it(
    'is never written through a link',
    atDesk(async ({ root, gitDir }) => {
      await mkdir(path.join(root, 'elsewhere'));
      await symlink(path.join(root, 'elsewhere'), path.join(gitDir, 'cairn'));
      await assert.rejects(new ActiveGoalFile(gitDir).write(goal), StoreError);
      assert.deepEqual(await readdir(path.join(root, 'elsewhere')), []);
    }),
  );
});

describe('the alignments', () => {
  const entry = (id: string): Alignment => ({
    authorSeconds: 1_700_000_000,
    email: 'ada@example.org',
    subject: `Sign ${id}`,
    verdict: 'accepted',
    id,
  });
  const fileOf = ({ root, gitDir }: Desk) => new AlignmentsFile({ root, lockBase: gitDir });

  it(
    'have no file before the first',
    atDesk(async (desk) => {
      assert.deepEqual(await fileOf(desk).read(), { alignments: [], problems: [] });
      assert.deepEqual(await fileOf(desk).append([]), []);
      assert.deepEqual(await readdir(desk.root), ['.git']);
    }),
  );

  it(
    'merge as a union from the first on',
    atDesk(async (desk) => {
      await fileOf(desk).append([entry('k3f9')]);
      assert.deepEqual((await readdir(path.join(desk.root, '.cairn'))).sort(), [
        '.gitattributes',
        'alignments',
      ]);
      const attributes = await readFile(path.join(desk.root, '.cairn', '.gitattributes'), 'utf8');
      assert.equal(attributes, 'alignments merge=union\n');
      assert.deepEqual((await fileOf(desk).read()).alignments, [entry('k3f9')]);
    }),
  );

  it(
    'are added by several at once',
    atDesk(async (desk) => {
      const ids = Array.from({ length: 12 }, (_, n) => `id${n}`);
      await Promise.all(ids.map((id) => fileOf(desk).append([entry(id)])));
      const { alignments } = await fileOf(desk).read();
      assert.deepEqual(alignments.map(({ id }) => id).sort(), [...ids].sort());
    }),
  );

  it(
    'keep what they do not understand',
    atDesk(async (desk) => {
      const file = path.join(desk.root, '.cairn', 'alignments');
      await plant(file, 'by hand\r\n');
      await fileOf(desk).append([entry('k3f9')]);
      const text = await readFile(file, 'utf8');
      assert.ok(text.startsWith('by hand\r\naccepted\tk3f9\t'));
      assert.deepEqual(parseAlignments(text).problems, [1]);
    }),
  );

  it(
    'in a folder that is a link to outside are refused',
    atDesk(async (desk) => {
      await mkdir(desk.data, { recursive: true });
      await symlink(desk.data, path.join(desk.root, '.cairn'));
      await assert.rejects(fileOf(desk).append([entry('k3f9')]), StoreError);
      assert.deepEqual(await readdir(desk.data), []);
    }),
  );
});
