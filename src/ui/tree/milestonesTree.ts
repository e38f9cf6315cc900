import { civilDateAt } from '../../core/civilDate.ts';
import type { FileState, ItemState, MilestoneState } from '../../core/progress/snapshot.ts';
import type { NodeTrait } from '../../ids.ts';
import { plainText } from '../../text.ts';
import { evidenceNode } from './commitNodes.ts';
import { failureNode, problemNode, repositoryNodes } from './commonNodes.ts';
import { ItemSource, isWritable, type Place } from './itemSource.ts';
import { type TreeNode, treeNode } from './node.ts';
import { objectiveNodes } from './objectiveNodes.ts';
import { SectionSource } from './sectionSource.ts';
import type { Shown, Viewed } from './viewed.ts';

/**
 * Repository (where there are several) → milestone → checkpoint → item → micro-goal → evidence.
 * @param earlier The nodes of the rendering before: those that would look the same are taken over.
 */
export function renderMilestones(
  repositories: readonly Viewed[],
  shown: Shown,
  earlier: readonly TreeNode[] = [],
): readonly TreeNode[] {
  return [
    ...shown.failures.map(({ root, failure }) => failureNode(root, failure, shown)),
    ...repositoryNodes(repositories, earlier, (viewed, before) => planNodes(viewed, shown, before)),
  ];
}

function planNodes(viewed: Viewed, shown: Shown, earlier: readonly TreeNode[]): readonly TreeNode[] {
  const { snapshot, failure, root } = viewed;
  const files = snapshot.files.filter(({ problems }) => problems.length > 0);
  return [
    ...(failure ? [failureNode(root, failure, shown)] : []),
    ...files.map((file) => fileNode(viewed, file, shown)),
    ...milestoneNodes({ root, snapshot }, shown, earlier),
    ...objectiveNodes(viewed, shown),
  ];
}

function milestoneNodes(
  { root, snapshot }: Pick<Viewed, 'root' | 'snapshot'>,
  shown: Shown,
  earlier: readonly TreeNode[],
): TreeNode[] {
  const { files, active, next, milestones } = snapshot;
  const place = { root, files, active, next, texts: shown.texts, today: civilDateAt(shown.now) };
  const unfinished = milestones.find(({ done, total }) => total === 0 || done < total);
  const known = sectionsAmong(earlier);
  return milestones.map((milestone) =>
    milestoneNode(place, milestone, shown, milestone === unfinished, known),
  );
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

const DROPPED = { name: 'circle-slash', color: 'disabledForeground' };
const FINISHED = { name: 'pass-filled', color: 'testing.iconPassed' };

/** The nodes of milestones or checkpoints by what they were rendered from. */
function sectionsAmong(nodes: readonly TreeNode[]): ReadonlyMap<MilestoneState, TreeNode> {
  return new Map(
    nodes.flatMap((node) => (node.source instanceof SectionSource ? [[node.source.state, node]] : [])),
  );
}

/** A milestone or checkpoint; the earlier node where that looks the same. */
function milestoneNode(
  place: Place,
  state: MilestoneState,
  shown: Shown,
  open: boolean,
  earlier: ReadonlyMap<MilestoneState, TreeNode>,
): TreeNode {
  const known = earlier.get(state);
  if (known?.source instanceof SectionSource && known.source.isSame(place, state, open)) return known;
  const { milestone, done, total } = state;
  const { texts } = shown;
  const finished = total > 0 && done === total;
  const overdue = !finished && state.dueInDays !== null && state.dueInDays < 0;
  const label = plainText(milestone.title);
  const description = texts.progress(state, shown.now);
  const isCheckpoint = milestone.kind === 'checkpoint';
  const icon = finished
    ? FINISHED
    : { name: isCheckpoint ? 'flag' : 'milestone', ...(overdue ? { color: 'list.warningForeground' } : {}) };
  return treeNode({
    id: `${place.root}|line|${milestone.key}`,
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
      isWritable(place, milestone.path) && 'writable',
    ),
    spoken: isCheckpoint
      ? texts.t('Checkpoint {0}, {1}', label, description)
      : texts.t('Milestone {0}, {1}', label, description),
    target: { kind: 'line', root: place.root, key: milestone.key },
    expanded: open,
    source: new SectionSource(place, state, open),
    children:
      state.items.length + state.checkpoints.length === 0
        ? null
        : (before = []) => {
            const sections = sectionsAmong(before);
            return [
              ...state.items.map((item, index) => itemNode(place, item, shown, before[index])),
              ...state.checkpoints.map((checkpoint) =>
                milestoneNode(place, checkpoint, shown, true, sections),
              ),
            ];
          },
  });
}

/** An item or a micro-goal; the earlier node where that looks the same. */
function itemNode(place: Place, state: ItemState, shown: Shown, earlier?: TreeNode): TreeNode {
  if (earlier?.source instanceof ItemSource && earlier.source.takes(place, state)) return earlier;
  const { item } = state;
  const { texts } = shown;
  const { active, next } = place;
  const source = new ItemSource(place, state);
  const isActive = active !== null && active.id === item.id;
  const label = plainText(item.title);
  const description = texts.item(state, shown.now, { next: next === item.key, active: isActive });
  const writable = isWritable(place, item.path);
  return treeNode({
    id: `${place.root}|line|${item.key}`,
    label,
    description,
    icon: isActive ? { name: 'play', color: 'charts.green' } : item.dropped ? DROPPED : null,
    tooltip: itemTooltip(state, shown),
    traits: withTraits(
      item.kind,
      item.done ? 'done' : 'open',
      isActive && 'active',
      writable && 'writable',
      state.proposal !== null && !item.done && 'proposal',
    ),
    // A ticked box would say that it was done.
    checkbox: item.dropped ? null : item.done ? 'checked' : 'unchecked',
    spoken: spokenItem(label, description, item.kind, shown),
    target: { kind: 'line', root: place.root, key: item.key },
    source,
    children:
      state.goals.length + state.evidence.length === 0
        ? null
        : (earlier) => nodesBelow(source, shown, earlier),
  });
}

function nodesBelow(
  { place, state: { item, goals, evidence } }: ItemSource,
  shown: Shown,
  earlier: readonly TreeNode[] = [],
): TreeNode[] {
  return [
    ...goals.map((goal, index) => itemNode(place, goal, shown, earlier[index])),
    // What nobody has judged yet stands apart, behind what counts.
    ...evidence
      .toSorted((a, b) => Number(a.likely) - Number(b.likely))
      .map((one) => evidenceNode(place.root, item.key, one, shown)),
  ];
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

const withTraits = (...traits: ReadonlyArray<NodeTrait | false>): readonly NodeTrait[] =>
  traits.filter((trait) => trait !== false);
