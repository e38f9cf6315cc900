import type { FileState, ItemState, MilestoneState } from '../../core/progress/snapshot.ts';
import type { NodeTrait } from '../../ids.ts';
import { plainText } from '../../text.ts';
import { evidenceNode } from './commitNodes.ts';
import { failureNode, problemNode, repositoryNodes } from './commonNodes.ts';
import { type TreeNode, treeNode } from './node.ts';
import type { Shown, Viewed } from './viewed.ts';

/** Repository (where there are several) → milestone → checkpoint → item → micro-goal → evidence. */
export function renderMilestones(repositories: readonly Viewed[], shown: Shown): readonly TreeNode[] {
  return [
    ...shown.failures.map(({ root, failure }) => failureNode(root, failure, shown)),
    ...repositoryNodes(repositories, (viewed) => planNodes(viewed, shown)),
  ];
}

function planNodes(viewed: Viewed, shown: Shown): readonly TreeNode[] {
  const { snapshot, failure, root } = viewed;
  const files = snapshot.files.filter(({ problems }) => problems.length > 0);
  return [
    ...(failure ? [failureNode(root, failure, shown)] : []),
    ...files.map((file) => fileNode(viewed, file, shown)),
    ...snapshot.milestones.map((milestone) => milestoneNode(viewed, milestone, shown)),
  ];
}

function fileNode({ root }: Viewed, file: FileState, { texts }: Shown): TreeNode {
  const [first] = file.problems;
  const several = file.problems.length > 1;
  const description = several
    ? texts.t('{0} problems', file.problems.length)
    : first
      ? texts.planProblem(first)
      : '';
  return treeNode({
    id: `${root}|file|${file.path}`,
    label: plainText(file.path.split('/').at(-1) ?? file.path),
    description,
    icon: file.writable
      ? { name: 'warning', color: 'list.warningForeground' }
      : { name: 'error', color: 'list.errorForeground' },
    tooltip: [
      plainText(file.path),
      ...file.problems.slice(0, 5).map((problem) => `${problem.line}: ${texts.planProblem(problem)}`),
    ],
    traits: withTraits(
      'problem',
      file.problems.some(({ code }) => code === 'conflict-markers') && 'conflict',
    ),
    click: 'cairn.goToLine',
    target: { kind: 'place', root, path: file.path, line: first?.line ?? 1 },
    children: several
      ? () => file.problems.map((problem, index) => problemNode(root, problem, index, texts))
      : null,
  });
}

const FINISHED = { name: 'pass-filled', color: 'testing.iconPassed' };

function milestoneNode(viewed: Viewed, state: MilestoneState, shown: Shown): TreeNode {
  const { milestone, done, total } = state;
  const { texts } = shown;
  const finished = total > 0 && done === total;
  const overdue = !finished && state.dueInDays !== null && state.dueInDays < 0;
  const label = plainText(milestone.title);
  const description = texts.progress(state, shown.now);
  const open = !finished && state === firstUnfinished(viewed.snapshot.milestones);
  const isCheckpoint = milestone.kind === 'checkpoint';
  const icon = finished
    ? FINISHED
    : { name: isCheckpoint ? 'flag' : 'milestone', ...(overdue ? { color: 'list.warningForeground' } : {}) };
  return treeNode({
    id: `${viewed.root}|line|${milestone.key}`,
    label,
    description,
    icon,
    tooltip: [
      label,
      description,
      milestone.objective ? texts.t('Objective: {0}', plainText(milestone.objective)) : '',
      milestone.attributes.why ? texts.t('Why: {0}', plainText(milestone.attributes.why)) : '',
      `${plainText(milestone.path)}:${milestone.line}`,
    ],
    traits: withTraits(
      isCheckpoint ? 'checkpoint' : 'milestone',
      isWritable(viewed, milestone.path) && 'writable',
    ),
    spoken: isCheckpoint
      ? texts.t('Checkpoint {0}, {1}', label, description)
      : texts.t('Milestone {0}, {1}', label, description),
    target: { kind: 'line', root: viewed.root, key: milestone.key },
    expanded: open || isCheckpoint,
    children: () => [
      ...state.items.map((item) => itemNode(viewed, item, shown)),
      ...state.checkpoints.map((checkpoint) => milestoneNode(viewed, checkpoint, shown)),
    ],
  });
}

/** An item or a micro-goal, as every tree shows it. */
export function itemNode(viewed: Viewed, state: ItemState, shown: Shown): TreeNode {
  const { item, goals, evidence } = state;
  const { texts } = shown;
  const { active, next } = viewed.snapshot;
  const isActive = active !== null && active.id === item.id;
  const label = plainText(item.title);
  const description = texts.item(state, shown.now, { next: next === item.key, active: isActive });
  const writable = isWritable(viewed, item.path);
  return treeNode({
    id: `${viewed.root}|line|${item.key}`,
    label,
    description,
    icon: isActive ? { name: 'play', color: 'charts.green' } : null,
    tooltip: itemTooltip(state, shown),
    traits: withTraits(
      item.kind,
      item.done ? 'done' : 'open',
      isActive && 'active',
      writable && 'writable',
      state.proposal !== null && !item.done && 'proposal',
    ),
    checkbox: item.done ? 'checked' : 'unchecked',
    spoken: spokenItem(label, description, item.kind, shown),
    target: { kind: 'line', root: viewed.root, key: item.key },
    children:
      goals.length + evidence.length === 0
        ? null
        : () => [
            ...goals.map((goal) => itemNode(viewed, goal, shown)),
            // What nobody has judged yet stands apart, behind what counts.
            ...evidence
              .toSorted((a, b) => Number(a.likely) - Number(b.likely))
              .map((one) => evidenceNode(viewed.root, item.key, one, shown)),
          ],
  });
}

function spokenItem(label: string, description: string, kind: 'item' | 'goal', { texts }: Shown): string {
  const name = kind === 'goal' ? texts.t('Micro-goal {0}', label) : label;
  return description === '' ? name : `${name}, ${description}`;
}

function itemTooltip(state: ItemState, { texts }: Shown): readonly string[] {
  const { item, evidence, proposal } = state;
  const { when, why, owner, after, paths, impact, effort } = item.attributes;
  const { t } = texts;
  const counted = evidence.filter(({ likely }) => !likely);
  return [
    plainText(item.title),
    proposal && !item.done ? t('Proposed: {0}.', texts.proposal(proposal)) : '',
    item.done && !item.dropped && counted.length === 0 ? t('Ticked, with no commit that shows it.') : '',
    !item.done && counted.length > 0 ? t('Moved by {0}.', texts.evidenceCount(counted)) : '',
    state.tickedBy ? t('Ticked by {0}.', state.tickedBy.slice(0, 7)) : '',
    why ? t('Why: {0}', plainText(why)) : '',
    when ? t('When: {0}', plainText(when)) : '',
    owner ? t('Owner: {0}', plainText(owner)) : '',
    after ? t('After: {0}', plainText(after)) : '',
    paths ? t('Paths: {0}', plainText(paths)) : '',
    impact || effort ? t('Impact {0}, effort {1}', impact ?? '–', effort ?? '–') : '',
    item.id === null ? '' : `^${item.id}`,
    `${plainText(item.path)}:${item.line}`,
  ];
}

function firstUnfinished(milestones: readonly MilestoneState[]): MilestoneState | undefined {
  return milestones.find(({ done, total }) => total === 0 || done < total);
}

function isWritable({ snapshot }: Viewed, path: string): boolean {
  return snapshot.files.find((file) => file.path === path)?.writable ?? false;
}

const withTraits = (...traits: ReadonlyArray<NodeTrait | false>): readonly NodeTrait[] =>
  traits.filter((trait) => trait !== false);
