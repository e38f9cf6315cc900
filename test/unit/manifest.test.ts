import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import manifest from '../../package.json' with { type: 'json' };
import strings from '../../package.nls.json' with { type: 'json' };
import { parseSettings } from '../../src/core/settings.ts';
import {
  COMMANDS,
  CONTAINER,
  CONTEXT_KEYS,
  NODE_TRAITS,
  SETTINGS,
  SETTINGS_SECTION,
  SITUATIONS,
  VIEWS,
} from '../../src/ids.ts';

const { contributes } = manifest;
const menus: Readonly<Record<string, ReadonlyArray<{ readonly command: string; readonly when: string }>>> =
  contributes.menus;
const properties: Readonly<Record<string, { readonly default?: unknown }>> =
  contributes.configuration.properties;
const clauses = [
  ...Object.values(menus).flat(),
  ...contributes.keybindings,
  ...contributes.viewsWelcome,
  ...contributes.commands.map(({ enablement }) => ({ when: enablement })),
].map(({ when }) => when);

const sorted = (texts: Iterable<string>): string[] => [...texts].sort();
/** Every match of the pattern's first group. */
const allOf = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].flatMap((match) => match[1] ?? []);
const isIn = (known: Iterable<string>, used: Iterable<string>) => {
  const names = new Set(known);
  assert.deepEqual(
    [...new Set(used)].filter((name) => !names.has(name)),
    [],
  );
};

describe('the manifest', () => {
  it('declares exactly the commands of ids.ts', () => {
    assert.deepEqual(
      sorted(contributes.commands.map(({ command }) => command)),
      sorted(Object.values(COMMANDS)),
    );
  });

  it('declares exactly the views and the container of ids.ts', () => {
    assert.deepEqual(sorted(contributes.views.cairn.map(({ id }) => id)), sorted(Object.values(VIEWS)));
    assert.deepEqual(
      contributes.viewsContainers.activitybar.map(({ id }) => id),
      [CONTAINER],
    );
  });

  it('declares exactly the settings of ids.ts, each with a default', () => {
    const declared = Object.entries(properties);
    assert.deepEqual(
      sorted(declared.map(([name]) => name)),
      sorted(SETTINGS.map((name) => `${SETTINGS_SECTION}.${name}`)),
    );
    assert.deepEqual(
      declared.filter(([, schema]) => schema.default === undefined),
      [],
    );
  });

  it('has defaults that core accepts', () => {
    const { problems } = parseSettings(
      (name) => properties[`cairn.${name}`]?.default,
      (name) => properties[`cairn.${name}`]?.default,
    );
    assert.deepEqual(problems, []);
  });

  it('uses in menus and keybindings only commands that it declares', () => {
    isIn(
      Object.values(COMMANDS),
      [...Object.values(menus).flat(), ...contributes.keybindings].map(({ command }) => command),
    );
  });

  it('uses in when clauses only context keys, views and node traits of ids.ts', () => {
    const text = clauses.join('\n');
    const own = allOf(text, /(?<![\w.])(cairn\.\w+)/g);
    isIn([...Object.values(CONTEXT_KEYS), ...Object.values(VIEWS)], own);
    isIn(
      NODE_TRAITS,
      allOf(text, /viewItem =~ \/([^/]+)\//g).flatMap(
        (pattern) => pattern.match(/(?<!\\)\b[a-z]{2,}\b/g) ?? [],
      ),
    );
    isIn(SITUATIONS, allOf(text, /cairn\.situation [!=]= ([\w-]+)/g));
  });

  it('gives every command one category, an icon and an enablement', () => {
    for (const { command, category, icon, enablement } of contributes.commands) {
      assert.equal(category, '%category%', command);
      assert.match(icon, /^\$\([a-z-]+\)$/, command);
      assert.notEqual(enablement, '', command);
    }
  });

  it('links in welcome views only to commands of its own or of the editor', () => {
    const contents = Object.entries(strings)
      .filter(([key]) => key.startsWith('welcome.'))
      .map(([, text]) => text);
    const linked = allOf(contents.join('\n'), /\(command:([\w.]+)/g);
    isIn(
      Object.values(COMMANDS),
      linked.filter((command) => command.startsWith('cairn.')),
    );
  });

  it('has a string for every key that it names, and no other', () => {
    const named = allOf(JSON.stringify(manifest), /"%([^%"]+)%"/g);
    assert.deepEqual(sorted(new Set(named)), sorted(Object.keys(strings)));
  });

  it('names icons that are there', () => {
    for (const file of [manifest.icon, ...contributes.viewsContainers.activitybar.map(({ icon }) => icon)]) {
      assert.ok(existsSync(file), file);
    }
  });

  it('restricts in untrusted workspaces only settings that it declares', () => {
    isIn(Object.keys(properties), manifest.capabilities.untrustedWorkspaces.restrictedConfigurations);
  });
});

describe('README', () => {
  const readme = readFileSync('README.md', 'utf8');
  /** The ids in code font that begin a table's rows. */
  const rows = allOf(readme, /^\| *`(cairn\.[\w.]+)` *\|/gm);
  const titles = allOf(readme, /^\| *(?:\*\*)?([^|`]+?)(?:\*\*)? *\|/gm);

  it('lists exactly the settings, with their defaults', () => {
    assert.deepEqual(sorted(rows), sorted(Object.keys(properties)));
    for (const [name, { default: value }] of Object.entries(properties)) {
      const row = readme.split('\n').find((line) => line.startsWith(`| \`${name}\` |`));
      assert.ok(row?.includes(`\`${JSON.stringify(value)}\``), `${name}: ${JSON.stringify(value)}`);
    }
  });

  it('lists every command by its title', () => {
    const expected = contributes.commands.map(
      ({ title }) => strings[title.slice(1, -1) as keyof typeof strings],
    );
    isIn(titles, expected);
  });
});
