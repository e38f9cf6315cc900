import assert from 'node:assert/strict';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';
import { parsePlanFile } from '../../../src/core/plan/parse.ts';
import { readChanges } from '../../../src/io/git/readChanges.ts';
import { readCommits } from '../../../src/io/git/readCommits.ts';
import { readMailmap } from '../../../src/io/git/readMailmap.ts';
import { readHead, readState } from '../../../src/io/git/readRepository.ts';
import { readBlobs } from '../../../src/io/git/readTree.ts';
import { PlanMerges } from '../../../src/io/merge/planMerges.ts';
import { readPlanHistory } from '../../../src/io/planHistory.ts';
import { inRepository, type TestRepository } from '../../support/repository.ts';

const PLAN = 'MILESTONES.md';
const parse = (file: string, bytes: Buffer) => parsePlanFile(file, bytes.toString('utf8'));
const plan = (text: string) => `# v1.0\n\n${text}\n`;

const DAMAGES: ReadonlyArray<readonly [string, (bytes: Buffer) => Buffer]> = [
  ['empty', () => Buffer.alloc(0)],
  ['garbage', () => Buffer.from('garbage')],
  ['cut in half', (bytes) => bytes.subarray(0, bytes.length / 2)],
];

/** Four commits on the plan, of which the third ticks, and its shas, oldest first. */
function written(repository: TestRepository): string[] {
  return repository.commits(
    ['- [ ] a', '- [ ] a\n- [ ] b', '- [x] a\n- [ ] b', '- [x] a\n- [x] b'].map((text, i) => ({
      files: { [PLAN]: plan(text), [`src/${i}`]: 'x\n' },
    })),
  );
}

async function readAll(repository: TestRepository): Promise<number> {
  let commits = 0;
  const tips = [repository.tip() ?? ''];
  for await (const batch of readCommits(repository.runner(), { tips })) commits += batch.length;
  return commits;
}

describe('damaged objects', () => {
  for (const [name, damage] of DAMAGES) {
    it(
      `a version of the plan, ${name}: told, and the others are read`,
      inRepository(async (repository) => {
        const shas = written(repository);
        const ids = shas.map((sha) => repository.git('rev-parse', `${sha}:${PLAN}`));
        repository.damageObject(`${shas[1]}:${PLAN}`, damage);
        assert.throws(() => repository.git('log', '-p'));
        const runner = repository.runner();
        const blobs = await readBlobs(runner, ids);
        const found = ids.map((id) => Object.keys(blobs.get(id) ?? {}).join());
        assert.deepEqual(found, ['bytes', 'problem', 'bytes', 'bytes']);
        const history = await readPlanHistory(runner, { head: shas[3] ?? '', planPaths: [PLAN], parse });
        assert.deepEqual(history.unreadable, [shas[2], shas[1]]);
        assert.equal(history.commits.length, 2);
        assert.equal((await readChanges(runner, shas)).changes.size, 4);
      }),
    );
    it(
      `a tree, ${name}: nothing is known of the plan’s past, and the commits and their mailmap are read`,
      inRepository(async (repository) => {
        const shas = written(repository);
        repository.damageObject(`${shas[1]}^{tree}`, damage);
        assert.throws(() => repository.git('log', '-p'));
        const runner = repository.runner();
        const [head = ''] = shas.slice(3);
        const history = await readPlanHistory(runner, { head, planPaths: [PLAN], parse });
        assert.deepEqual([history.commits, history.unreadable], [[], [head]]);
        assert.deepEqual([...(await readChanges(runner, shas)).changes.keys()], [shas[0], shas[3]]);
        assert.equal(await readAll(repository), 4);
      }),
    );
    it(
      `HEAD’s tree, ${name}: no mailmap`,
      inRepository(async (repository) => {
        const head = repository.commit({ files: { '.mailmap': 'Ada L <ada@example.com>\n' } });
        repository.damageObject('HEAD^{tree}', damage);
        assert.equal(await readMailmap(repository.runner(), head), null);
      }),
    );
    it(
      `a commit, ${name}: an error that says so, never a shorter history`,
      inRepository(async (repository) => {
        const shas = written(repository);
        repository.damageObject(shas[1] ?? '', damage);
        await assert.rejects(readAll(repository), { code: 'missing-object' });
      }),
    );
    it(
      `HEAD’s commit, ${name}: an error, never an empty history`,
      inRepository(async (repository) => {
        const [head = ''] = written(repository).slice(3);
        repository.damageObject(head, damage);
        await assert.rejects(readHead(repository.runner()), { code: 'missing-object' });
      }),
    );
  }

  it(
    'more versions than git is started again for: all that is not known is told as missing',
    inRepository(async (repository) => {
      const ids = Array.from({ length: 30 }, (_, i) =>
        repository.gitWith({ input: `version ${i}\n`.repeat(20) }, 'hash-object', '-w', '--stdin'),
      );
      for (const id of ids.slice(1)) repository.damageObject(id, (bytes) => bytes.subarray(0, 20));
      const blobs = await readBlobs(repository.runner(), ids);
      assert.deepEqual([...blobs.keys()], ids);
      assert.deepEqual(
        ids.filter((id) => 'bytes' in (blobs.get(id) ?? {})),
        ids.slice(0, 1),
      );
    }),
  );
});

describe('HEAD', () => {
  it(
    'whose commit is not here is broken, not before its first commit',
    inRepository(async (repository) => {
      const [head = ''] = written(repository).slice(3);
      repository.loseObject(head);
      await assert.rejects(readHead(repository.runner()), { code: 'missing-object' });
    }),
  );
  it(
    'whose objects are all in a pack that lost its index',
    inRepository(async (repository) => {
      written(repository);
      repository.git('gc', '--quiet');
      const packs = path.join(repository.folder, '.git', 'objects', 'pack');
      for (const name of readdirSync(packs)) if (name.endsWith('.idx')) rmSync(path.join(packs, name));
      await assert.rejects(readHead(repository.runner()), { code: 'missing-object' });
    }),
  );
  for (const [name, text] of [
    ['empty', ''],
    ['garbage', 'garbage\n'],
  ] as const) {
    it(
      `whose branch’s file is ${name}`,
      inRepository(async (repository) => {
        repository.commit();
        writeFileSync(path.join(repository.folder, '.git', 'refs', 'heads', 'main'), text);
        await assert.rejects(readHead(repository.runner()), { code: 'missing-object' });
      }),
    );
  }
  it(
    'that is a file’s object, where a commit is expected',
    inRepository(async (repository) => {
      written(repository);
      const id = repository.git('rev-parse', `HEAD:${PLAN}`);
      writeFileSync(path.join(repository.folder, '.git', 'refs', 'heads', 'main'), `${id}\n`);
      await assert.rejects(readHead(repository.runner()), { code: 'missing-object' });
    }),
  );
  it(
    'before its first commit, on a branch beside others',
    inRepository(async (repository) => {
      repository.commit();
      repository.git('symbolic-ref', 'HEAD', 'refs/heads/orphan');
      assert.deepEqual(await readHead(repository.runner()), { sha: null, branch: 'orphan' });
    }),
  );
});

describe('a merge of plans', () => {
  it(
    'whose base is lost is refused: it is not taken for a plan that both began',
    inRepository(async (repository) => {
      const base = repository.commit({ files: { [PLAN]: plan('- [ ] a') } });
      const theirs = repository.branch('side').commit({ files: { [PLAN]: plan('- [ ] b') } });
      const ours = repository.branch('main').commit({ files: { [PLAN]: plan('- [ ] c') } });
      const stages = [base, ours, theirs].map((sha, i) => {
        const id = repository.git('rev-parse', `${sha}:${PLAN}`);
        return `100644 ${id} ${i + 1}\t${PLAN}\n`;
      });
      repository.gitWith({ input: stages.join('') }, 'update-index', '--index-info');
      repository.loseObject(`${base}:${PLAN}`);
      const runner = repository.runner();
      const merges = new PlanMerges(runner, await readState(runner), null);
      await assert.rejects(merges.mergeStages(PLAN), { code: 'missing-object' });
    }),
  );
});
