import { civilDateAt } from '../../core/civilDate.ts';
import type { LineKey } from '../../core/plan/model.ts';
import type { ActivityEntry, Evidence, Snapshot } from '../../core/progress/snapshot.ts';
import { plainText } from '../../text.ts';
import { type NodeIcon, type TreeNode, treeNode } from './node.ts';
import type { Shown, Viewed } from './viewed.ts';

const COMMIT: NodeIcon = { name: 'git-commit' };
const REQUEST: NodeIcon = { name: 'git-pull-request' };
const UNALIGNED: NodeIcon = { name: 'circle-filled' };
const DRIFTING: NodeIcon = { name: 'circle-filled', color: 'list.warningForeground' };
const LIKELY: NodeIcon = { name: 'question' };
const OUTSIDE: NodeIcon = { name: 'circle-slash' };

/** A commit below the item that it moved. */
export function evidenceNode(
  root: string,
  key: LineKey,
  evidence: Evidence,
  { texts, now }: Shown,
): TreeNode {
  const { sha, subject, likely, pullRequest } = evidence;
  return treeNode({
    id: `${root}|evidence|${key}|${sha}`,
    label: `${sha.slice(0, 7)} ${plainText(subject)}`,
    description: texts.evidenceWhy(evidence),
    icon: likely ? LIKELY : COMMIT,
    tooltip: [
      plainText(subject),
      texts.linkSentence(evidence.why, evidence.reference, likely),
      [
        texts.since(evidence.authorTime, now),
        pullRequest ? texts.pullRequest(pullRequest) : '',
        evidence.mine ? texts.t('yours') : '',
      ]
        .filter((part) => part !== '')
        .join(' · '),
    ],
    traits: likely ? ['commit', 'likely'] : ['commit'],
    click: 'cairn.openCommit',
    target: { kind: 'commit', root, sha, key },
  });
}

/** One of my commits, with the item it moved or the word that says it moved none. */
export function activityNode({ root, snapshot }: Viewed, entry: ActivityEntry, shown: Shown): TreeNode {
  const { texts, now } = shown;
  const link = entry.links.find(({ likely }) => !likely) ?? entry.links[0];
  const label = plainText(entry.subject) || entry.sha.slice(0, 7);
  const description = activityDescription(snapshot, entry, shown);
  return treeNode({
    id: `${root}|commit|${entry.sha}`,
    label,
    description,
    icon: iconOf(entry, snapshot),
    tooltip: [
      `${entry.sha.slice(0, 7)} ${label}`,
      ...entry.links
        .slice(0, 4)
        .map(
          ({ key, why, likely }) =>
            `${placeOf(snapshot, key)}: ${likely ? texts.t('likely: {0}', texts.linkWhy(why, null, entry.pullRequest)) : texts.linkWhy(why, null, entry.pullRequest)}`,
        ),
      entry.outsidePlan ? texts.t('Outside the plan: {0}', plainText(entry.outsidePlan)) : '',
      ...entry.unknown.map((id) => texts.t('^{0} names no line of the plan.', plainText(id, 40))),
      entry.pullRequest ? texts.pullRequest(entry.pullRequest) : '',
      texts.date(civilDateAt(entry.authorTime), civilDateAt(now)),
    ],
    traits: [
      'commit',
      ...(link?.likely ? (['likely'] as const) : []),
      ...(isUnaligned(entry) ? (['unaligned'] as const) : []),
    ],
    spoken: `${label}, ${description}`,
    click: 'cairn.openCommit',
    target: { kind: 'commit', root, sha: entry.sha, key: link?.key ?? null },
  });
}

export function isUnaligned({ links, outsidePlan }: ActivityEntry): boolean {
  return links.length === 0 && outsidePlan === null;
}

function iconOf(entry: ActivityEntry, { drift }: Snapshot): NodeIcon {
  if (entry.outsidePlan !== null) return OUTSIDE;
  if (isUnaligned(entry)) {
    if (entry.parents > 1) return REQUEST;
    const counts = drift.verdicts.some(
      (verdict) => !drift.snoozed && verdict.code === 'unaligned' && verdict.commits.includes(entry.sha),
    );
    return counts ? DRIFTING : UNALIGNED;
  }
  if (entry.links.every(({ likely }) => likely)) return LIKELY;
  return entry.pullRequest !== null && entry.parents > 1 ? REQUEST : COMMIT;
}

function activityDescription(snapshot: Snapshot, entry: ActivityEntry, { texts }: Shown): string {
  if (entry.outsidePlan !== null) return texts.t('outside the plan');
  const counted = entry.links.filter(({ likely }) => !likely);
  const [first] = counted.length > 0 ? counted : entry.links;
  const unknown = entry.unknown[0];
  if (!first) {
    if (unknown !== undefined) return texts.t('unknown id ^{0}', plainText(unknown, 40));
    if (entry.parents > 1) return texts.t('merge');
    return snapshot.files.length > 0 ? texts.t('unaligned') : '';
  }
  const place = placeOf(snapshot, first.key);
  const more = counted.length > 1 ? texts.t('{0} and {1} more', place, counted.length - 1) : place;
  return first.likely ? texts.t('likely: {0}', place) : more;
}

/** "v2.0 › Sign the installers" */
export function placeOf(snapshot: Snapshot, key: LineKey): string {
  const state = snapshot.byKey.get(key);
  if (!state) return key.includes('\0') ? '' : `^${plainText(key, 40)}`;
  if ('milestone' in state) return plainText(state.milestone.title);
  const { headingPath, title } = state.item;
  const milestone = snapshot.milestones.find(({ milestone: { title: name } }) => headingPath.includes(name));
  const above = milestone?.milestone.title ?? headingPath.at(-1);
  return above === undefined ? plainText(title) : `${plainText(above, 60)} › ${plainText(title)}`;
}
