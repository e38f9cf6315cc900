import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Person } from '../../../../src/core/history/commit.ts';
import type { Commit } from '../../../../src/core/history/facts.ts';
import { glanceAt } from '../../../../src/core/history/glance.ts';
import { toCommit } from '../../../../src/core/history/message.ts';
import { withAuthors } from '../../../../src/io/index/commitSegment.ts';
import { packSegment, unpackSegment } from '../../../../src/io/index/packSegment.ts';
import { segmentOf } from '../../../../src/io/index/segmentBuilder.ts';
import { segmentsOf } from '../../../../src/io/index/segmentsOf.ts';
import { CommitGraph } from '../../../support/commitGraph.ts';
import { plainCommit } from '../../../support/plainCommit.ts';

const PLAIN = { noNullPrototype: true };
const sha = fc.nat(40).map((number) => number.toString(16).padStart(40, '0'));
const person = fc.record(
  { name: fc.string({ unit: 'grapheme' }), email: fc.constantFrom('', 'a@x', 'bot@x') },
  PLAIN,
);
const time = fc.record(
  { seconds: fc.maxSafeInteger(), offsetMinutes: fc.integer({ min: -720, max: 840 }) },
  PLAIN,
);
const message = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc
    .array(
      fc.constantFrom(
        'Merge pull request #12 from a/feat-k3f9',
        '[k3f9] Sign (#7)',
        'Fixes #9, #10 and #9',
        'Micro-Goal: none (on call)',
        'Revert "x"',
        '',
      ),
    )
    .map((lines) => lines.join('\n')),
);
const commits: fc.Arbitrary<Commit[]> = fc
  .uniqueArray(
    fc.record({
      ...{ sha, message, author: person, committer: person, authorTime: time, commitTime: time },
      parents: fc.array(sha, { maxLength: 3 }),
    }),
    { selector: (raw) => raw.sha, maxLength: 12 },
  )
  .map((all) => all.map((raw) => toCommit(raw, 'Micro-Goal')));

const same = (one: Person): Person => one;

describe('a segment of commits', () => {
  it('holds what it is made of', () => {
    fc.assert(
      fc.property(commits, (all) => {
        assert.deepEqual(segmentOf(all).commits.map(plainCommit), all);
      }),
    );
  });
  it('is the same after it was packed and unpacked', () => {
    fc.assert(
      fc.property(commits, (all) => {
        const unpacked = unpackSegment(packSegment(segmentOf(all), same), same);
        assert.deepEqual(unpacked.commits.map(plainCommit), all);
      }),
    );
  });
  it('tells at a glance what the facts tell', () => {
    fc.assert(
      fc.property(commits, (all) => {
        for (const { glance, facts } of segmentOf(all).commits) {
          assert.deepEqual(
            glance && { ...glance, numbers: [...Array.from(glance.numbers)] },
            glanceAt(facts),
          );
        }
      }),
    );
  });
  it('packs whom the commit records, and names whom the mailmap does', () => {
    const mapped = (one: Person) => ({ ...one, name: one.name.toUpperCase() });
    const recorded = (one: Person) => ({ ...one, name: one.name.toLowerCase() });
    fc.assert(
      fc.property(commits, (all) => {
        const named = withAuthors(segmentOf(all).commits, mapped);
        assert.deepEqual(
          named.map(({ author }) => author),
          all.map(({ author }) => mapped(author)),
        );
        const again = unpackSegment(packSegment(segmentOf(named), recorded), same);
        assert.deepEqual(
          again.commits.map(({ author }) => author),
          all.map(({ author }) => recorded(mapped(author))),
        );
      }),
    );
  });
});

describe('a history in segments', () => {
  const graph = new CommitGraph();
  for (let number = 0; number < 5500; number++) graph.commit(`Work ${number}`);
  const history = [...segmentsOf(graph.commits)].flatMap(({ commits: some }) => some);

  it('has each commit once, in order, in segments of bounded size', () => {
    const segments = [...segmentsOf(graph.commits)];
    assert.deepEqual(
      segments.map((segment) => segment.commits.length),
      [2000, 2000, 1500],
    );
    assert.deepEqual(segments.flatMap((segment) => segment.commits).map(plainCommit), graph.commits);
  });
  it('keeps the segments of what it was, when commits come before and between them', () => {
    const [first, second, third] = [...segmentsOf(history)];
    const fresh = segmentOf(graph.commits.slice(0, 3)).commits;
    assert.deepEqual([...segmentsOf([...fresh, ...history])].slice(1), [first, second, third]);
    const between = [...history.slice(0, 2000), ...fresh, ...history.slice(2000)];
    assert.deepEqual([...segmentsOf(between)].toSpliced(1, 1), [first, second, third]);
  });
  it('makes new ones of those that lost a commit, and of small ones', () => {
    const [first, , third] = [...segmentsOf(history)];
    const lost = [...segmentsOf(history.toSpliced(2100, 1))];
    assert.deepEqual([lost[0], lost.at(-1)], [first, third]);
    assert.equal(lost[1]?.commits.length, 1999);
    const [small, other] = [0, 3].map((from) => segmentOf(graph.commits.slice(from, from + 3)).commits);
    const [one, ...none] = [...segmentsOf([...(small ?? []), ...(other ?? [])])];
    assert.equal(one?.commits.length, 6);
    assert.deepEqual(none, []);
    assert.deepEqual([...segmentsOf([])], []);
  });
});
