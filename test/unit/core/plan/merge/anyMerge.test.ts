import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mergePlans } from '../../../../../src/core/plan/merge/mergePlans.ts';
import { parsePlanFile } from '../../../../../src/core/plan/parse.ts';
import {
  mustRemain,
  namedLines,
  resolved,
  type Triple,
  triple,
  turned,
} from '../../../../support/planMerges.ts';
import { figure, seeds, times } from '../../../../support/torture.ts';

const RUNS = times(1000, 10_000);

/** The share of merges that may fall back to lines. */
const MOST_BY_LINES = 0.02;

describe('any merge of plans', function () {
  this.timeout(3_600_000);

  for (const seed of seeds()) {
    it(`keeps its promises (${RUNS} merges, seed ${seed})`, async () => {
      const counts = { all: 0, byLines: 0, withMarkers: 0 };
      const check = (versions: Triple) => {
        const { base, ours, theirs } = versions;
        const merged = mergePlans(base, ours, theirs);
        const isByLines = merged.notes.some(({ code }) => code === 'line-merge');
        counts.all += 1;
        if (merged.conflicts > 0) counts.withMarkers += 1;
        if (isByLines) counts.byLines += 1;
        else losesAndDoublesNothing(versions, merged.text);
        readsAsPlan(merged.text, merged.conflicts);
        isSymmetric(versions, merged);
        keepsLineEndings(versions, merged.text);
        isOneSideWhereTheOtherChangedNothing(versions);
      };
      fc.assert(fc.property(triple, check), { numRuns: RUNS, seed, endOnFailure: true });
      const share = (part: number) => `${((part / counts.all) * 100).toFixed(1)} %`;
      const measured = `${counts.all} (seed ${seed}), ${share(counts.withMarkers)} with markers, ${share(counts.byLines)} line by line`;
      await figure(
        'P19',
        'random three-way merges of plans: nothing lost, same whichever side is ours',
        measured,
      );
      assert.ok(counts.byLines <= counts.all * MOST_BY_LINES, measured);
    });
  }
});

function losesAndDoublesNothing(versions: Triple, text: string): void {
  const wanted = mustRemain(versions);
  for (const side of ['ours', 'theirs'] as const) {
    const lines = namedLines(resolved(text, side));
    for (const name of wanted) assert.equal(lines.get(name)?.length, 1, `${name} in ${side}`);
    for (const [name, all] of lines) assert.equal(all.length, 1, `${name} in ${side}`);
  }
}

function readsAsPlan(text: string, conflicts: number): void {
  assert.equal(parsePlanFile('plan.md', text).writable, conflicts === 0);
}

function isSymmetric({ base, ours, theirs }: Triple, merged: ReturnType<typeof mergePlans>): void {
  const other = mergePlans(base, theirs, ours);
  assert.equal(turned(merged.text), other.text);
  assert.deepEqual(merged.notes, other.notes);
}

function keepsLineEndings({ base, ours, theirs }: Triple, text: string): void {
  const kinds = (one: string) => one.match(/\r\n|\r|\n/g) ?? [];
  const known = new Set([base, ours, theirs].flatMap(kinds));
  for (const kind of kinds(text)) assert.ok(known.has(kind) || known.size === 0);
}

function isOneSideWhereTheOtherChangedNothing({ base, ours, theirs }: Triple): void {
  assert.equal(mergePlans(base, base, theirs).text, theirs);
  assert.equal(mergePlans(base, ours, base).text, ours);
  assert.equal(mergePlans(base, ours, ours).text, ours);
}
