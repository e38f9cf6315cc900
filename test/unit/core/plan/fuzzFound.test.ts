import { removeAttribute } from '../../../../src/core/plan/edits/setAttribute.ts';
import { edits } from '../../../support/planEdits.ts';

/** What the fuzz of fuzz.test.ts has found. */
describe('found by chance', () => {
  for (const [name, space] of [
    ['a no-break space', '\u00a0'],
    ['a zero-width no-break space', '\ufeff'],
    ['a line separator', '\u2028'],
  ] as const) {
    it(`${name} before an attribute is text, and stays when the attribute goes`, () =>
      edits(
        `- [ ] Sign${space} est:15m ^k3f9\n`,
        () => removeAttribute('k3f9', 'est'),
        `- [ ] Sign${space} ^k3f9\n`,
      ));
  }
});
