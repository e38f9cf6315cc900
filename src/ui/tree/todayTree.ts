import { civilDateAt } from '../../core/civilDate.ts';
import type { LineKey } from '../../core/plan/model.ts';
import type { DueSoon, ItemState, Proposal, Signal, Verdict } from '../../core/progress/snapshot.ts';
import { plainText } from '../../text.ts';
import { activityNode, placeOf } from './commitNodes.ts';
import { repositoryNodes } from './commonNodes.ts';
import { type TreeNode, treeNode } from './node.ts';
import type { Shown, Viewed } from './viewed.ts';

/** What I am on, what comes next, what waits for a word of mine, and whether my commits move the plan. */
export function renderToday(repositories: readonly Viewed[], shown: Shown): readonly TreeNode[] {
  return repositoryNodes(repositories, [], (viewed) => {
    const { snapshot } = viewed;
    if (snapshot.files.length === 0 && snapshot.active === null) return [];
    return [
      ...activeNodes(viewed, shown),
      ...nextNodes(viewed, shown),
      // Nothing can be said of commits that were not read yet.
      ...(snapshot.history.complete ? snapshot.drift.verdicts : []).map((verdict) =>
        driftNode(viewed, verdict, shown),
      ),
      ...snapshot.drift.signals.map((signal) => signalNode(viewed, signal, shown)),
      ...snapshot.proposals.map((proposal) => proposalNode(viewed, proposal, shown)),
      ...snapshot.dueSoon
        .filter(({ key }) => !isShown(viewed, key))
        .map((due) => dueNode(viewed, due, shown)),
      ...pauseNodes(viewed, shown),
      ...noteNodes(viewed, shown),
    ];
  });
}

/** Lines that stand above as the active or next one, or as late, need no second node for their date. */
function isShown({ snapshot }: Viewed, key: LineKey): boolean {
  const { next, active, drift } = snapshot;
  const isLate = drift.signals.some((signal) => signal.code === 'due' && signal.milestone === key);
  return key === next || key === active?.id || isLate;
}

function activeNodes({ root, snapshot }: Viewed, { texts, now }: Shown): readonly TreeNode[] {
  const { active } = snapshot;
  if (!active) return [];
  const label = plainText(active.title);
  const left = texts.timeLeft(active.startedAt.seconds, active.estimateMinutes, now.seconds);
  return [
    treeNode({
      id: `${root}|active`,
      label,
      description: left,
      icon: { name: 'play', color: 'charts.green' },
      tooltip: [
        label,
        texts.t(
          'The active micro-goal. The next commit message carries its tag, ^{0}.',
          plainText(active.id, 40),
        ),
        left,
      ],
      traits: ['item', 'active', 'open', 'writable'],
      spoken: texts.t('Active: {0}, {1}', label, left),
      click: 'cairn.reveal',
      target: { kind: 'line', root, key: active.id },
    }),
  ];
}

function nextNodes(viewed: Viewed, { texts, now }: Shown): readonly TreeNode[] {
  const { snapshot, root } = viewed;
  const { next, nextWhy } = snapshot;
  const state = next === null ? undefined : itemStateOf(viewed, next);
  if (next === null || !state || nextWhy === 'active' || state.item.id === snapshot.active?.id) return [];
  const label = plainText(state.item.title);
  const description = texts.item({ ...state, proposal: null, evidence: [] }, now, {
    next: true,
    active: false,
  });
  return [
    treeNode({
      id: `${root}|next`,
      label,
      description,
      icon: { name: 'arrow-right' },
      tooltip: [
        placeOf(snapshot, next),
        ...(nextWhy ? [texts.t('Next, because {0}.', texts.nextWhy(nextWhy))] : []),
      ],
      traits: [state.item.kind, 'open', 'writable'],
      click: 'cairn.reveal',
      target: { kind: 'line', root, key: next },
    }),
  ];
}

function proposalNode({ root, snapshot }: Viewed, proposal: Proposal, { texts }: Shown): TreeNode {
  const label = plainText(proposal.title);
  const description = texts.proposal(proposal);
  return treeNode({
    id: `${root}|proposal|${proposal.item}`,
    label,
    description,
    icon: { name: 'question' },
    tooltip: [placeOf(snapshot, proposal.item), texts.t('Tick it to accept: {0}.', description)],
    traits: ['proposal', 'writable'],
    checkbox: 'unchecked',
    spoken: texts.t('{0}, {1}. Tick to accept.', label, description),
    click: 'cairn.reveal',
    target: { kind: 'line', root, key: proposal.item },
  });
}

function dueNode(
  { root, snapshot }: Viewed,
  { key, title, dueInDays }: DueSoon,
  { texts, now }: Shown,
): TreeNode {
  return treeNode({
    id: `${root}|due|${key}`,
    label: plainText(title),
    description: texts.due(dueInDays, null, civilDateAt(now)),
    icon: { name: 'calendar', ...(dueInDays < 0 ? { color: 'list.warningForeground' } : {}) },
    tooltip: [placeOf(snapshot, key)],
    click: 'cairn.reveal',
    target: { kind: 'line', root, key },
  });
}

function driftNode(viewed: Viewed, verdict: Verdict, shown: Shown): TreeNode {
  const { root, snapshot } = viewed;
  const { texts, now } = shown;
  const label = texts.verdict(verdict, now);
  if (verdict.code === 'not-watching') {
    return treeNode({
      id: `${root}|drift|not-watching`,
      label,
      description: texts.notWatching(verdict.reason),
      icon: { name: 'eye-closed' },
      tooltip: [texts.verdictSentence(verdict)],
      traits: ['note', 'unwatched'],
      target: { kind: 'drift', root },
    });
  }
  const { snoozed } = snapshot.drift;
  const until =
    snoozed === null
      ? ''
      : texts.t('snoozed until {0}', texts.date(civilDateAt(snoozed.until), civilDateAt(now)));
  return treeNode({
    id: `${root}|drift|${verdict.code}`,
    label,
    description: until,
    icon: snoozed === null ? { name: 'warning', color: 'list.warningForeground' } : { name: 'bell-slash' },
    tooltip: [
      texts.verdictSentence(verdict),
      snoozed === null ? '' : `${until}: ${plainText(snoozed.reason)}`,
      texts.t('A commit of at most {0} changed lines counts as small.', snapshot.drift.smallLines),
      texts.t('It ends when you tick a box, tag or align a commit, or snooze it.'),
    ],
    traits: snoozed === null ? ['drift'] : ['drift', 'snoozed'],
    target: { kind: 'drift', root },
    children: commitsOf(viewed, verdict, shown),
  });
}

/** Worth a look, and never more than this line. */
function signalNode(viewed: Viewed, signal: Signal, shown: Shown): TreeNode {
  const { root } = viewed;
  const { texts } = shown;
  const isDue = signal.code === 'due';
  return treeNode({
    id: isDue ? `${root}|signal|due|${signal.milestone}` : `${root}|signal|${signal.code}`,
    label: texts.signal(signal),
    icon: { name: isDue ? 'calendar' : 'pulse' },
    tooltip: [texts.signalSentence(signal), texts.t('Worth a look: Cairn never notifies of this.')],
    traits: ['note'],
    click: isDue ? 'cairn.reveal' : null,
    target: isDue ? { kind: 'line', root, key: signal.milestone } : null,
    children: isDue ? null : commitsOf(viewed, signal, shown),
  });
}

/** My recent commits among those of a verdict or signal. A commit may stand under several, so ids are made apart. */
function commitsOf(
  viewed: Viewed,
  { code, commits }: { readonly code: string; readonly commits: readonly string[] },
  shown: Shown,
): TreeNode['children'] {
  const shas = new Set(commits);
  const entries = viewed.snapshot.activity.filter(({ sha }) => shas.has(sha));
  if (entries.length === 0) return null;
  return () =>
    entries.map((entry) => {
      const node = activityNode(viewed, entry, shown);
      return { ...node, id: `${node.id}|${code}` };
    });
}

function pauseNodes(
  { root, snapshot: { longDays } }: Viewed,
  { texts, pauseHint }: Shown,
): readonly TreeNode[] {
  if (!pauseHint || longDays === 0) return [];
  return [
    treeNode({
      id: `${root}|pause`,
      label: texts.pause(longDays),
      icon: { name: 'coffee' },
      tooltip: [texts.pauseSentence(longDays)],
      traits: ['note'],
    }),
  ];
}

/** Why history is not seen whole; what ended a reading that failed stands in Milestones. */
function historyNodes(
  { root, snapshot, failure, commitsRead }: Viewed,
  { texts }: Shown,
): readonly TreeNode[] {
  const { note } = snapshot.history;
  if (note === null || (note === 'reading' && failure)) return [];
  const isStopped = note === 'stopped';
  return [
    treeNode({
      id: `${root}|note|history`,
      label: texts.historyNote(note),
      description: commitsRead === null ? '' : texts.commits(commitsRead),
      icon: { name: note === 'reading' ? 'loading~spin' : 'info' },
      tooltip: [
        texts.historyGaps(snapshot.history.gaps) || texts.historyNote(note),
        note === 'reading' ? texts.t('The plan can be used meanwhile. It is read once, and then kept.') : '',
        isStopped ? texts.t('Click to read it.') : '',
      ],
      traits: ['note', ...(note === 'reading' ? (['reading'] as const) : [])],
      click: isStopped ? 'cairn.refresh' : null,
      target: { kind: 'repository', root },
    }),
  ];
}

function noteNodes(viewed: Viewed, shown: Shown): readonly TreeNode[] {
  const { root, snapshot } = viewed;
  const { texts } = shown;
  const notes = [...historyNodes(viewed, shown)];
  if (snapshot.head !== null && snapshot.head.branch === null) {
    notes.push(
      treeNode({
        id: `${root}|note|detached`,
        label: texts.t('Detached HEAD'),
        description: snapshot.head.sha.slice(0, 7),
        icon: { name: 'info' },
        tooltip: [
          texts.t('HEAD stands on a commit and on no branch; what is shown is the history of that commit.'),
        ],
        traits: ['note'],
      }),
    );
  }
  return notes;
}

function itemStateOf({ snapshot }: Viewed, key: LineKey): ItemState | undefined {
  const state = snapshot.byKey.get(key);
  return state && 'item' in state ? state : undefined;
}
