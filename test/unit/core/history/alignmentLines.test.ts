import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Alignment } from '../../../../src/core/history/alignment.ts';
import {
  addAlignment,
  parseAlignments,
  printAlignment,
} from '../../../../src/core/history/alignmentLines.ts';

type Answer = Pick<Alignment, 'verdict' | 'id' | 'reason'>;

const accepted = (id: string): Answer => ({ verdict: 'accepted', id });
const refused = (id: string): Answer => ({ verdict: 'refused', id });
const withdrawn = (id: string | null): Answer => ({ verdict: 'withdrawn', id });
const outside = (reason: string): Answer => ({
  verdict: 'none',
  id: null,
  ...(reason === '' ? {} : { reason }),
});

function entry(answer: Answer): Alignment {
  const subject = 'Sign on macOS (#34)';
  return { authorSeconds: 1_700_000_000, email: 'ada@example.org', subject, ...answer };
}

const ACCEPTED = 'accepted\tk3f9\t1700000000\tada@example.org\t-\tSign on macOS (#34)';

const anyText = fc.string({ unit: 'binary', maxLength: 30 });
const anyId = anyText.filter((id) => id !== '');
const anyAlignment: fc.Arbitrary<Alignment> = fc
  .tuple(
    fc.integer({ min: -1e9, max: 1e9 }),
    anyText,
    anyText,
    fc.option(fc.stringMatching(/^[0-9a-f]{40}$/)),
    fc.oneof(anyId.map(accepted), anyId.map(refused), anyId.map(withdrawn), anyText.map(outside)),
  )
  .map(([authorSeconds, email, subject, patchId, answer]) => {
    return { authorSeconds, email, subject, ...(patchId === null ? {} : { patchId }), ...answer };
  });

describe('the alignments file', () => {
  it('has one line per entry', () => {
    assert.equal(printAlignment(entry(accepted('k3f9'))), ACCEPTED);
    assert.deepEqual(parseAlignments(`${ACCEPTED}\n`), {
      alignments: [entry(accepted('k3f9'))],
      problems: [],
    });
  });

  it('reads back whatever text commits hold', () => {
    fc.assert(
      fc.property(fc.array(anyAlignment, { maxLength: 5 }), (entries) => {
        const { alignments, problems } = parseAlignments(
          entries.map((each) => `${printAlignment(each)}\n`).join(''),
        );
        assert.deepEqual(problems, []);
        const distinct = new Map(entries.map((each) => [printAlignment(each), each]));
        assert.deepEqual(alignments, [...distinct.values()]);
      }),
    );
  });

  it('reports lines that are no entry, by number', () => {
    const text = [
      '# comment',
      '',
      '<<<<<<< ours',
      ACCEPTED,
      'accepted\tk3f9\tsoon\t-\t-\tx',
      'why\ta\t1\t-\t-\tx',
    ];
    const { alignments, problems } = parseAlignments(text.join('\n'));
    assert.deepEqual(alignments, [entry(accepted('k3f9'))]);
    assert.deepEqual(problems, [3, 5, 6]);
  });

  it('reads CRLF, a byte order mark and a missing last line break', () => {
    assert.equal(parseAlignments(`\ufeff${ACCEPTED}\r\n${ACCEPTED}`).alignments.length, 1);
  });

  it('keeps every byte of what it does not understand', () => {
    const text = '# mine\r\n  bad line\n\n\tx';
    assert.equal(addAlignment(text, entry(accepted('k3f9'))), `${text}\r\n${ACCEPTED}\r\n`);
  });

  it('is the same after an entry is added twice', () => {
    const once = addAlignment('', entry(accepted('k3f9')));
    assert.equal(addAlignment(once, entry(accepted('k3f9'))), once);
  });

  const replaced = (before: Answer, after: Answer) =>
    parseAlignments(addAlignment(addAlignment('', entry(before)), entry(after))).alignments.length === 1;

  it('replaces the opposite answer to the same question', () => {
    assert.ok(replaced(accepted('k3f9'), refused('k3f9')));
    assert.ok(replaced(refused('k3f9'), accepted('k3f9')));
    assert.ok(replaced(accepted('k3f9'), outside('chore')));
    assert.ok(replaced(outside('chore'), accepted('k3f9')));
    assert.ok(replaced(outside('chore'), outside('spike')));
  });

  const said = (...answers: readonly Answer[]) => {
    const text = answers.reduce((before, answer) => addAlignment(before, entry(answer)), '');
    return parseAlignments(text).alignments.map(({ verdict, id }) => `${verdict} ${id}`);
  };
  it('keeps beside its withdrawal what was taken back, which a merge would bring back', () => {
    assert.deepEqual(said(accepted('k3f9'), withdrawn('k3f9')), ['accepted k3f9', 'withdrawn k3f9']);
    assert.deepEqual(said(outside('chore'), withdrawn(null)), ['none null', 'withdrawn null']);
  });
  it('takes the withdrawal out with the next answer', () => {
    assert.deepEqual(said(accepted('k3f9'), withdrawn('k3f9'), accepted('k3f9')), ['accepted k3f9']);
    assert.deepEqual(said(accepted('k3f9'), withdrawn('k3f9'), outside('chore')), ['none null']);
    assert.deepEqual(said(outside('chore'), withdrawn(null), accepted('k3f9')), ['accepted k3f9']);
  });

  it('keeps answers to other questions', () => {
    assert.ok(!replaced(accepted('k3f9'), accepted('p2xa')));
    assert.ok(!replaced(refused('k3f9'), accepted('p2xa')));
    assert.ok(!replaced(refused('k3f9'), outside('chore')));
  });
});
