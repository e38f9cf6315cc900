import assert from 'node:assert/strict';
import { parseSettings } from '../../../src/core/settings.ts';

const DEFAULTS: Record<string, unknown> = {
  planFiles: [],
  'tag.key': 'Micro-Goal',
  'tag.style': 'trailer',
  me: [],
  'drift.enabled': true,
  'drift.smallLines': 0,
  'drift.commits': 7,
  'drift.commitsInOneDay': 0,
  'drift.windowDays': 30,
  'drift.watch': 'auto',
  'streak.dailyTarget': 1,
  'streak.workingDays': [1, 2, 3, 4, 5],
  'streak.freezeDays': [],
};

const parse = (values: Record<string, unknown>) =>
  parseSettings(
    (name) => values[name],
    (name) => DEFAULTS[name],
  );

describe('settings', () => {
  const refuses = (name: string, value: unknown, expected: RegExp) =>
    it(`says what it expected of cairn.${name}, and takes the default for ${JSON.stringify(value)}`, () => {
      const { settings, problems } = parse({ [name]: value });
      assert.deepEqual(settings, parse({}).settings);
      assert.equal(problems.length, 1);
      assert.equal(problems[0]?.name, `cairn.${name}`);
      assert.match(problems[0]?.expected ?? '', expected);
    });

  it('takes the defaults where nothing is written', () => {
    assert.deepEqual(parse({}).problems, []);
    assert.equal(parse({}).settings.drift.commits, 7);
  });
  it('takes what is written', () => {
    assert.deepEqual(parse({ planFiles: ['docs/*.md'] }).settings.planFiles, ['docs/*.md']);
  });
  refuses('planFiles', 'RELEASE.md', /a list/);
  refuses('tag.key', 'Micro Goal:\nEvil', /trailer key/);
  refuses('tag.style', 'footer', /"trailer"/);
  refuses('drift.commits', 0, /from 2/);
  refuses('drift.commits', '7', /whole number/);
  refuses('streak.workingDays', [0, 8], /from 1 to 7/);
  refuses('streak.freezeDays', ['Christmas'], /YYYY-MM-DD/);
  it('fails loudly where the manifest declares no default', () => {
    assert.throws(
      () =>
        parseSettings(
          () => undefined,
          () => undefined,
        ),
      /package\.json declares no valid default for cairn\.planFiles/,
    );
  });
});
