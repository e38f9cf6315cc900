import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parsePlanFile } from '../../../src/core/plan/parse.ts';
import { takeSnapshot } from '../../../src/core/progress/takeSnapshot.ts';
import { createTexts, english, escapeHidden, plainText } from '../../../src/text.ts';
import { renderActivity } from '../../../src/ui/tree/activityTree.ts';
import { renderMilestones } from '../../../src/ui/tree/milestonesTree.ts';
import type { TreeNode } from '../../../src/ui/tree/node.ts';
import { renderToday } from '../../../src/ui/tree/todayTree.ts';
import { withoutIcons } from '../../../src/ui/withoutIcons.ts';
import { withoutLinks } from '../../../src/ui/withoutLinks.ts';
import { HOSTILE_LINES, HOSTILE_TEXTS, OBEYED } from '../../support/hostileTexts.ts';
import { inputsOf } from '../../support/snapshotOf.ts';
import { History } from '../../support/syntheticHistory.ts';
import { allNodes, shownAt, viewed } from '../../support/treeOutline.ts';

/** How the editor finds links in notifications and prompts (its linkedText.ts) and icons in labels (iconLabels.ts). */
const LINK = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;
const ICON = /\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/;

const LONGEST_SHOWN = 2_000;
const texts = createTexts(english);

/** All that a person sees or hears of a node. */
const shownOf = ({ label, description, tooltip, spoken }: TreeNode) => [
  label,
  description,
  spoken,
  ...tooltip,
];

/** The text is one line that hides and reorders nothing. */
function isPlain(text: string, what: string): void {
  assert.doesNotMatch(text, OBEYED, what);
  assert.ok(!/[\n\t]/.test(text), `${what}: ${JSON.stringify(text)}`);
  assert.ok(text.length <= LONGEST_SHOWN, `${what}: ${text.length} characters`);
}

function arePlain(nodes: readonly TreeNode[]): void {
  for (const node of nodes) for (const text of shownOf(node)) isPlain(text, node.id.slice(0, 100));
}

/** A plan in which every text is hostile, each title with a commit that moved it under a hostile subject. */
function hostileSnapshot() {
  const history = new History();
  const blocks = HOSTILE_LINES.map((text, i) => [
    `## ${text} due:2026-12-0${1 + (i % 9)} ^m${i}`,
    '',
    `- [ ] ${text} (#${i + 1}) owner:${text.replaceAll(/\s/g, '')} after:${text.slice(0, 20)} est:15m ^i${i}`,
    `  - [${i % 2 === 0 ? 'x' : ' '}] ${text} why:"${text}" when:"${text}" paths:${text.slice(0, 30)}`,
    `- KR: ${text} 14 -> 0 (now 9)`,
    '',
  ]);
  for (const [i, subject] of HOSTILE_TEXTS.entries()) {
    const link = {
      key: `i${i % HOSTILE_LINES.length}`,
      why: 'reference',
      likely: i % 3 === 0,
      reference: i,
    } as const;
    history.commit({
      subject,
      body: `Micro-Goal: none (${subject})`,
      ...(i % 4 === 0 ? {} : { links: [link] }),
    });
  }
  return takeSnapshot(inputsOf(blocks.flat().join('\n'), history));
}

describe('hostile texts', () => {
  it('are 500 and more, each one another', () => {
    assert.ok(HOSTILE_TEXTS.length >= 500, `${HOSTILE_TEXTS.length}`);
    assert.equal(new Set(HOSTILE_TEXTS).size, HOSTILE_TEXTS.length);
  });

  it('reach the trees as one plain line each, from the plan and from commits', () => {
    const snapshot = hostileSnapshot();
    const shown = shownAt(snapshot.now);
    const trees = [renderMilestones, renderToday, renderActivity].map((render) =>
      allNodes(render([viewed(snapshot)], shown)),
    );
    const [milestones = []] = trees;
    assert.ok(milestones.length > HOSTILE_LINES.length, `${milestones.length} nodes`);
    for (const nodes of trees) arePlain(nodes);
  });

  it('reach the trees as plain lines where they are names, places, failures and the active goal', () => {
    const snapshot = hostileSnapshot();
    for (const text of HOSTILE_TEXTS) {
      const failure = new Error(text);
      const active = { id: text, title: text, startedAt: snapshot.now, estimateMinutes: 5 };
      const one = {
        ...snapshot,
        milestones: [],
        objectives: [],
        drift: { ...snapshot.drift, verdicts: [] },
        activity: [],
        active,
      };
      const file = {
        path: text,
        writable: false,
        problems: parsePlanFile(text, '- [ ] a ^x\n- [ ] b ^x\n').problems,
      };
      const repositories = ['/one', '/two'].map((root) => ({
        ...viewed({ ...one, files: [file], proposals: [], dueSoon: [] }, root),
        ...{ name: text, failure },
      }));
      const shown = { ...shownAt(snapshot.now), failures: [{ root: '/three', failure }] };
      arePlain(allNodes(renderMilestones(repositories, shown)));
      arePlain(allNodes(renderToday(repositories, shown)));
    }
  });

  it('reach messages about problems and actions as one plain line', () => {
    const data = (text: string) =>
      Object.fromEntries(
        ['id', 'key', 'value', 'expected', 'actual', 'path', 'reason', 'sha'].map((name) => [name, text]),
      );
    for (const text of HOSTILE_TEXTS) {
      isPlain(texts.planProblem({ code: 'invalid-attribute', data: data(text) }), text.slice(0, 40));
      isPlain(texts.planProblem({ code: 'duplicate-id', data: data(text) }), text.slice(0, 40));
      isPlain(texts.actionProblem({ code: 'write-failed', data: data(text) }), text.slice(0, 40));
      isPlain(texts.actionProblem({ code: 'unknown-commit', data: data(text) }), text.slice(0, 40));
    }
  });

  it('are neither links nor icons in notifications, prompts, quick picks and the status bar', () => {
    assert.ok(HOSTILE_TEXTS.some((text) => LINK.test(plainText(text)) && ICON.test(plainText(text))));
    for (const text of HOSTILE_TEXTS) {
      const shown = withoutLinks(withoutIcons(plainText(text)));
      assert.doesNotMatch(shown, LINK);
      assert.doesNotMatch(shown, ICON);
    }
  });

  it('are obeyed by no terminal, and JSON with them says the same', () => {
    for (const text of HOSTILE_TEXTS) {
      assert.doesNotMatch(escapeHidden(text), OBEYED);
      assert.equal(JSON.parse(escapeHidden(JSON.stringify(text))), text);
    }
  });
});

/** That texts pass through the one place that makes them harmless is seen in the sources. */
describe('the user interface', () => {
  const files = readdirSync('src/ui', { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const using = (pattern: RegExp): string[] =>
    files
      .filter((name) => pattern.test(readFileSync(path.join('src/ui', name), 'utf8')))
      .map((name) => name.replaceAll('\\', '/'));

  it('shows notifications in one place', () =>
    assert.deepEqual(using(/\.show(?:Information|Warning|Error)Message\b/), ['notify.ts']));
  it('makes no Markdown of texts', () => assert.deepEqual(using(/new vscode\.MarkdownString\b/), []));
  it('trusts no Markdown and renders no HTML', () =>
    assert.deepEqual(
      using(/isTrusted = (?!false)|supportHtml = (?!false)|supportThemeIcons = (?!false)/),
      [],
    ));
  it('types into no terminal, opens no address, evaluates no text', () =>
    assert.deepEqual(
      using(/sendText|createTerminal|openExternal|asExternalUri|\beval\(|new Function\b/),
      [],
    ));
});
