import assert from 'node:assert/strict';
import { readState } from '../../../src/io/git/readRepository.ts';
import { PlanMerges } from '../../../src/io/merge/planMerges.ts';
import { inRepository, type TestRepository } from '../../support/repository.ts';

const PLAN = '# Plan\n\n- [ ] Sign\n- [ ] Write\n';
const FILE = 'the plans/a plan.md';

type Versions = Readonly<Record<'base' | 'ours' | 'theirs', string | null>>;

/** What the index gives after a merge that stopped at these versions. */
const merged = async (repository: TestRepository, { base, ours, theirs }: Versions, file = FILE) => {
  const start = repository.commit({
    files: { 'other.md': 'x\n', ...(base === null ? {} : { [file]: base }) },
  });
  repository.branch('other', start).commit({ files: { [file]: theirs } });
  repository.branch('main').commit({ files: { [file]: ours } });
  repository.checkout();
  assert.throws(() =>
    repository.git('-c', 'user.name=A', '-c', 'user.email=a@b.c', 'merge', '--quiet', 'other'),
  );
  const runner = repository.runner();
  return new PlanMerges(runner, await readState(runner)).mergeStages(file);
};

const ours = PLAN.replace('[ ] Sign', '[x] Sign');
const theirs = PLAN.replace('[ ] Write', '[x] Write');

describe('a merge that stopped at the plan', () => {
  it(
    'is merged from the versions in the index',
    inRepository(async (repository) => {
      const outcome = await merged(repository, { base: PLAN, ours, theirs });
      assert.deepEqual(outcome, { text: ours.replace('[ ] Write', '[x] Write'), notes: [], conflicts: 0 });
    }),
  );
  it(
    'is merged from nothing where both sides made the plan',
    inRepository(async (repository) => {
      const outcome = await merged(repository, { base: null, ours, theirs });
      assert.equal(outcome?.text, ours.replace('[ ] Write', '[x] Write'));
      assert.deepEqual(
        outcome?.notes.map(({ code }) => code),
        ['state', 'state'],
      );
    }),
  );
  it(
    'is left to a person where one side deleted the plan',
    inRepository(async (repository) => {
      assert.equal(await merged(repository, { base: PLAN, ours, theirs: null }), null);
    }),
  );
  it(
    'is none where no merge is under way',
    inRepository(async (repository) => {
      repository.commit({ files: { [FILE]: PLAN } });
      repository.checkout();
      const runner = repository.runner();
      assert.equal(await new PlanMerges(runner, await readState(runner)).mergeStages(FILE), null);
    }),
  );
});
