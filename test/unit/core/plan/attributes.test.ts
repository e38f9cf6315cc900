import assert from 'node:assert/strict';
import { globsOf, isAttributeValue, minutesOf } from '../../../../src/core/plan/attributes.ts';
import type { PlanItem } from '../../../../src/core/plan/model.ts';
import { allItems, allMilestones, planOf } from '../../../support/planOutline.ts';

const itemOf = (line: string): PlanItem => {
  const [item] = allItems(planOf(line));
  assert.ok(item !== undefined, `${line} is an item`);
  return item;
};

describe('attributes', () => {
  /** `expected` is the title, then the attributes as JSON. */
  const reads = (text: string, title: string, attributes: Record<string, string>) =>
    it(text.replaceAll('\n', '⏎'), () => {
      const item = itemOf(`- [ ] ${text}`);
      assert.deepEqual([item.title, { ...item.attributes }], [title, attributes]);
    });
  const problem = (text: string, ...expected: string[]) =>
    it(`${text}: ${expected.join(', ') || 'no problem'}`, () => {
      const { problems } = planOf(`- [ ] ${text}`);
      assert.deepEqual(
        problems.map(({ code, column, data }) => `${code} ${data['key']} at ${column}`),
        expected,
      );
    });

  describe('are a run of tokens at the end of the line', () => {
    reads('Sign due:2026-12-31', 'Sign', { due: '2026-12-31' });
    reads('Sign est:15m impact:5 effort:2', 'Sign', { est: '15m', impact: '5', effort: '2' });
    reads('Sign est:15m now', 'Sign est:15m now', {});
    reads('See note: est:15m', 'See note:', { est: '15m' });
    reads('See note:x est:15m', 'See note:x', { est: '15m' });
    reads('See http://a.b/due:2026-01-01', 'See http://a.b/due:2026-01-01', {});
    reads('See (est:15m)', 'See (est:15m)', {});
    reads('Due:2026-01-01', 'Due:2026-01-01', {});
    reads('est:15m', 'est:15m', {});
    reads('est:15m effort:1', 'est:15m', { effort: '1' });
    reads('Notify when:', 'Notify when:', {});
    reads('Sign\test:15m', 'Sign', { est: '15m' });
    reads('Sign it\n  est:15m', 'Sign it', { est: '15m' });
    reads('Sign it est:15m\n  effort:3', 'Sign it', { est: '15m', effort: '3' });
  });

  describe('may be quoted', () => {
    reads('Sign when:"after stand-up"', 'Sign', { when: 'after stand-up' });
    reads('Sign when:"9:00" why:"it: is due:2026-01-01" est:1h', 'Sign', {
      when: '9:00',
      why: 'it: is due:2026-01-01',
      est: '1h',
    });
    reads('Sign when:"after\n  stand-up"', 'Sign', { when: 'after stand-up' });
    reads('Sign "due:2026-01-01"', 'Sign "due:2026-01-01"', {});
    reads('Say "hello"', 'Say "hello"', {});
    reads('Say hello"', 'Say hello"', {});
    reads('paths Sign paths:"my dir/**,b"', 'paths Sign', { paths: 'my dir/**,b' });
  });

  describe('stand before what stays at the end of the line', () => {
    reads('Sign est:15m  ', 'Sign', { est: '15m' });
    reads('Sign est:15m <!-- later -->', 'Sign', { est: '15m' });
    reads('Sign est:15m ^a1 <!-- a --> <!-- b --> ', 'Sign', { est: '15m' });
    reads('Sign <!-- est:15m -->', 'Sign', {});
    reads('Sign -->', 'Sign -->', {});
  });

  describe('are validated', () => {
    problem('Sign due:2026-12-31');
    problem('Sign due:tomorrow', 'invalid-attribute due at 12');
    problem('Sign due:2026-02-30', 'invalid-attribute due at 12');
    problem('Sign impact:6', 'invalid-attribute impact at 12');
    problem('Sign est:soon effort:1', 'invalid-attribute est at 12');
    problem('Sign status:done', 'invalid-attribute status at 12');
    problem('Sign est:1h est:2h', 'duplicate-attribute est at 19');
    problem('Sign foo:bar');
    reads('Sign est:1h due:tomorrow', 'Sign est:1h due:tomorrow', {});
    reads('Sign due:tomorrow est:1h', 'Sign due:tomorrow', { est: '1h' });
    reads('Sign est:1h est:2h', 'Sign', { est: '1h' });
    it('and say what was expected', () =>
      assert.deepEqual(planOf('- [ ] Sign impact:9').problems[0]?.data, {
        key: 'impact',
        value: '9',
        expected: '1-5',
      }));

    const valid = (key: Parameters<typeof isAttributeValue>[0], values: string) =>
      it(`${key} takes ${values}`, () => {
        for (const value of values.split(' ')) assert.ok(isAttributeValue(key, value), value);
      });
    const invalid = (key: Parameters<typeof isAttributeValue>[0], values: string) =>
      it(`${key} refuses ${values}`, () => {
        for (const value of values.split(' ')) assert.ok(!isAttributeValue(key, value), value);
      });
    valid('done', '2026-11-20');
    valid('est', '15 15m 2h 1.5h 1h30m 1h30 90m');
    invalid('est', '0 0m 15min m h 1d -5m 99999999m 30m1h');
    valid('impact', '1 2 3 4 5');
    invalid('effort', '0 6 high 2.5');
    valid('after', 'p2xa p2xa,m9wd kr-complaints v2_0');
    invalid('after', ', p2xa, ^p2xa 12 p2.xa');
    valid('kr', 'kr-complaints');
    valid('paths', 'src/** src/**,docs/* src/{a,b}/** README.md');
    invalid('paths', ', src/**, *a*b*c*');
    valid('every', 'day weekday week weekly month release mon mon,thursday 2w 10d');
    invalid('every', 'sometimes 0w 2 w monkey');
    valid('status', 'doing blocked dropped');
    invalid('status', 'done open Doing');
    valid('owner', 'ada @ada');
  });

  it('knows minutes', () =>
    assert.deepEqual(['15', '15m', '2h', '1.5h', '1h30m', '0', 'x'].map(minutesOf), [
      15,
      15,
      120,
      90,
      90,
      null,
      null,
    ]));
  it('keeps commas within braces', () =>
    assert.deepEqual(globsOf('src/{a,b}/**,docs'), ['src/{a,b}/**', 'docs']));

  it('stand on headings too', () => {
    const [milestone] = allMilestones(planOf('## v2.0 due:2026-12-15 owner:ada ^v2 ##', '- [ ] a'));
    assert.deepEqual([milestone?.title, milestone?.due, milestone?.id], ['v2.0', '2026-12-15', 'v2']);
  });
});

describe('ids', () => {
  const id = (text: string, expected: string | null, title?: string) =>
    it(`${text}: ${expected ?? 'none'}`, () => {
      const item = itemOf(`- [ ] ${text}`);
      assert.equal(item.id, expected);
      if (title !== undefined) assert.equal(item.title, title);
    });

  id('Sign ^k3f9', 'k3f9', 'Sign');
  id('Sign est:15m ^k3f9', 'k3f9', 'Sign');
  id('Sign ^k3f9 est:15m', 'k3f9', 'Sign');
  id('Sign ^k3f9  ', 'k3f9', 'Sign');
  id('Sign ^k3f9 <!-- x -->', 'k3f9', 'Sign');
  id('Sign ^sign-the-installers', 'sign-the-installers');
  id('Sign ^Sign_2', 'Sign_2');
  id('Sign ^__proto__', null);
  id('Sign ^constructor', 'constructor');
  id('Sign [^1]', null, 'Sign [^1]');
  id('Sign [^note]', null);
  id('Compute x ^2', null);
  id('Compute x^k3f9', null);
  id('Sign ^k3f9.', null);
  id('Sign ^k3f9 later', null);
  id('Sign `^k3f9`', null);
  id('^k3f9', null, '^k3f9');
  id('Sign ^old1 ^k3f9', 'k3f9', 'Sign ^old1');
});
