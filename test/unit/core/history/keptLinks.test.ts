import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { FileChange } from '../../../../src/core/history/commit.ts';
import { CommitIndex } from '../../../../src/core/history/commitIndex.ts';
import type { Commit } from '../../../../src/core/history/facts.ts';
import { KeptLinks } from '../../../../src/core/history/keptLinks.ts';
import { type LinkInputs, linkCommits } from '../../../../src/core/history/links.ts';
import { PullRequestIndex } from '../../../../src/core/history/pullRequestIndex.ts';
import { inOneGo } from '../../../../src/core/inOneGo.ts';
import { CommitGraph } from '../../../support/commitGraph.ts';
import { planOf } from '../../../support/planOutline.ts';

const REMOTE = 'https://github.com/acme/app';
const planWith = (sign: string, docs: string, ...more: string[]) =>
  planOf('# v2', `- ${sign} ^k3f9`, `- ${docs} paths:docs/** ^d0cs`, ...more);
const PLANS = [
  planWith('[ ] Sign (#12)', '[ ] Docs', '- [ ] Wire ^m9wd'),
  planWith('[x] Sign (#12) done:2020-01-07', '[ ] Docs', '- [ ] Wire ^m9wd'),
  planWith('[x] Sign (#12) done:2020-01-09', '[x] Docs done:2020-01-08', '- [x] Wire ^m9wd'),
  planWith('[x] Sign (#12)', '[ ] Docs est:1h', '- [ ] Wire ^m9wd'),
  planWith('[ ] Sign (#7)', '[ ] Docs', '- [ ] Wire ^m9wd'),
  planWith('[ ] Sign (#12)', '[ ] Docs'),
];
const MESSAGES = [
  'Tidy',
  'One\n\nMicro-Goal: k3f9',
  'Two\n\nMicro-Goal: zz99 done',
  'Mention #12',
  'Fix (#12)',
  'Fix more (#7)',
  'Work ^m9wd',
  'Away\n\nMicro-Goal: none (because)',
];

/** One repository as it is read again and again. */
class Reading {
  readonly #graph = new CommitGraph();
  readonly #known = new Map<string, Commit>();
  readonly #index = new CommitIndex();
  readonly #requests = new PullRequestIndex();
  readonly #changes = new Map<string, readonly FileChange[]>();
  readonly #links = new KeptLinks();
  #branches = 0;

  wait(days: number): void {
    this.#graph.wait(days);
  }

  commit(message: string, touches: 'docs' | 'nothing'): void {
    this.#touch(this.#graph.commit(message), touches);
  }

  /** A branch, whose name may hold an id, and its merge, which may name a pull request. */
  merge(message: string, id: string, touches: 'docs' | 'nothing'): void {
    const [base] = this.#graph.commits;
    if (!base) return;
    this.#branches += 1;
    const [tip = ''] = this.#graph.branch(message);
    this.#touch(tip, touches);
    const subjects = [`Merge branch '${id}-x'`, `Merge pull request #${this.#branches + 30} from ada/${id}`];
    this.#graph.commit(subjects[this.#branches % 2] ?? '', { parents: [base.sha, tip] });
  }

  #touch(sha: string, touches: 'docs' | 'nothing'): void {
    const file = { path: 'docs/a.md', oldPath: null, added: 1, deleted: 0 };
    if (touches === 'docs') this.#changes.set(sha, [file]);
  }

  /** The links as they are kept, and as they are when nothing is. */
  read(extra: Partial<LinkInputs>) {
    const inputs = this.inputs(extra);
    return { kept: inOneGo(this.#links.update(inputs)), anew: linkCommits(inputs) };
  }

  /** The same, in steps. */
  begin(): Generator<undefined, unknown> {
    return this.#links.update(this.inputs({}));
  }

  private inputs(extra: Partial<LinkInputs>): LinkInputs {
    const commits = this.#graph.commits.map((commit) => this.#known.get(commit.sha) ?? commit);
    for (const commit of commits) this.#known.set(commit.sha, commit);
    inOneGo(this.#index.update(commits));
    return {
      commits: this.#index,
      pullRequests: inOneGo(this.#requests.update(commits, commits[0]?.sha ?? '', REMOTE)),
      plan: { files: [PLANS[0] ?? assert.fail()] },
      planCommits: [],
      alignments: [],
      branch: null,
      unpushed: new Set(commits.slice(0, 2).map(({ sha }) => sha)),
      changes: this.#changes,
      remote: REMOTE,
      ...extra,
    };
  }
}

describe('links that are kept', () => {
  it('are the same where nothing is new', () => {
    const reading = new Reading();
    reading.commit('One\n\nMicro-Goal: k3f9', 'nothing');
    const { kept } = reading.read({});
    assert.equal(reading.read({}).kept, kept);
    assert.equal(kept.size, 1);
  });
  it('are right after a reading that another one overtook', () => {
    const reading = new Reading();
    for (let at = 0; at < 60; at++) reading.commit('One\n\nMicro-Goal: k3f9', 'docs');
    const overtaken = reading.begin();
    assert.equal(overtaken.next().done, false);
    reading.commit('Two\n\nMicro-Goal: m9wd', 'docs');
    assert.equal(reading.read({}).kept.size, 61);
    inOneGo(overtaken);
    reading.commit('Tidy', 'docs');
    const { kept, anew } = reading.read({});
    assert.deepEqual(kept, anew);
  });
  it('are the same after a tick that no commit was made after', () => {
    const reading = new Reading();
    reading.commit('Mention #12', 'docs');
    const { kept } = reading.read({ plan: { files: [planWith('[ ] Sign (#12)', '[ ] Docs')] } });
    const ticked = planWith('[x] Sign (#12) done:2020-01-06', '[ ] Docs');
    assert.equal(reading.read({ plan: { files: [ticked] } }).kept, kept);
    assert.equal(kept.size, 1);
  });
  it('are those of all commits, however the history and the plan went on', () => {
    const step = fc.record({
      message: fc.constantFrom(...MESSAGES),
      id: fc.constantFrom('m9wd', 'k3f9', 'plain'),
      merges: fc.nat(4).map((one) => one === 0),
      touches: fc.constantFrom('docs' as const, 'nothing' as const),
      plan: fc.constantFrom(...PLANS, ...PLANS.slice(0, 4)),
      days: fc.constantFrom(0, 0, 1),
      branch: fc.nat(9).map((one) => (one === 0 ? 'feature/m9wd' : null)),
      reads: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 2, maxLength: 12 }), (steps) => {
        const reading = new Reading();
        for (const { message, id, merges, touches, plan, branch, reads, days } of steps) {
          reading.wait(days);
          if (merges) reading.merge(message, id, touches);
          else reading.commit(message, touches);
          if (!reads) continue;
          const { kept, anew } = reading.read({ plan: { files: [plan] }, branch });
          assert.deepEqual(kept, anew);
        }
      }),
      { numRuns: 800 },
    );
  });
});
