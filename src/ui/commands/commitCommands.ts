import type * as vscode from 'vscode';
import { civilDateAt } from '../../core/civilDate.ts';
import { giveId as giveIdEdit } from '../../core/plan/edits/giveId.ts';
import { newId } from '../../core/plan/newId.ts';
import type { ActivityEntry, Snapshot } from '../../core/progress/snapshot.ts';
import { linesOfPlan } from '../planLines.ts';
import { isUnaligned, placeOf } from '../tree/commitNodes.ts';
import type { Target } from '../tree/node.ts';
import { performOnCommits } from './alignment.ts';
import {
  askText,
  type ChosenLine,
  chooseLine,
  chooseRoot,
  inform,
  openRoots,
  pick,
  pickMany,
  shownText,
} from './choose.ts';
import { choosePlace } from './choosePlace.ts';
import type { Command, CommandNeeds, IdForLine } from './command.ts';
import { newItemFrom } from './newItemFrom.ts';
import { isSelectedCommit, selectedFirst } from './selected.ts';
import { showCommit } from './showCommit.ts';

/** From a line: which commits moved it? From commits: which line did they move? From neither: both are asked. */
export const alignCommits: Command = async (needs, targets) => {
  const lineTarget = targets.find((target) => target.kind === 'line');
  const root = await chooseRoot(needs, targets, { withPlan: true });
  if (root === null) return;
  const shas = await chosenCommits(needs, root, targets, needs.texts.t('Which commits moved the plan?'));
  if (!shas) return;
  if (lineTarget) {
    await performOnCommits(needs, root, { kind: 'align', shas, key: lineTarget.key });
    return;
  }
  const place = await choosePlace(needs, root, shas);
  if (place === 'not-aligned') {
    await performOnCommits(needs, root, { kind: 'withdraw', shas });
  } else if (place === 'maintenance') {
    await performOnCommits(needs, root, { kind: 'outside-plan', shas, reason: MAINTENANCE });
  } else if (place !== undefined) {
    const key = place === 'new-item' ? await newItemFrom(needs, root, shas) : place.key;
    if (key !== null) await performOnCommits(needs, root, { kind: 'align', shas, key });
  }
};

/** Written into the repository, so that it is the same for every reader. */
const MAINTENANCE = 'maintenance';

export const markOutsidePlan: Command = async (needs, targets) => {
  const { t } = needs.texts;
  const root = await chooseRoot(needs, targets, { withPlan: true });
  if (root === null) return;
  const shas = await chosenCommits(
    needs,
    root,
    targets,
    t('Which commits are outside the plan, and meant to be?'),
  );
  if (!shas) return;
  const reason = await askText(needs, {
    title: t('Outside the Plan'),
    prompt: t('Why? It is kept with the repository.'),
    placeHolder: t('maintenance, support, experiment…'),
  });
  if (reason !== undefined) await performOnCommits(needs, root, { kind: 'outside-plan', shas, reason });
};

export const acceptLink: Command = async (needs, targets) => {
  const { t } = needs.texts;
  const link = await chooseLikely(needs, targets, t('Accept which likely evidence?'));
  if (link) await performOnCommits(needs, link.root, { kind: 'align', shas: [link.sha], key: link.key });
};

export const refuseLink: Command = async (needs, targets) => {
  const { t } = needs.texts;
  const link = await chooseLikely(needs, targets, t('Refuse which likely evidence?'));
  if (link) await performOnCommits(needs, link.root, { kind: 'refuse', shas: [link.sha], key: link.key });
};

export const openCommit: Command = async (needs, targets) => {
  const [target] = targets;
  if (target?.kind === 'commit') return showCommit(needs, target.root, target.sha);
  const options = openRoots(needs, false).flatMap(({ root, snapshot }) =>
    snapshot.activity.map((entry) => ({ ...commitOption(needs, entry), value: { root, sha: entry.sha } })),
  );
  if (options.length === 0) return inform(needs.texts.t('There are no recent commits of yours.'));
  const isSelected = isSelectedCommit(needs);
  const ordered = selectedFirst(options, ({ value }) => isSelected(value.root, value.sha));
  const chosen = await pick(ordered, needs.texts.t('Open which commit?'));
  if (chosen) await showCommit(needs, chosen.root, chosen.sha);
};

/** The commits behind a drift verdict; picking one opens it. */
export const showDriftCommits: Command = async (needs, targets) => {
  const { t } = needs.texts;
  const options = openRoots(needs, true)
    .filter(({ root }) => !targets[0] || root === targets[0].root)
    .flatMap(({ root, snapshot }) => {
      const shas = new Set(
        snapshot.drift.verdicts.flatMap((verdict) =>
          verdict.code === 'not-watching' ? [] : verdict.commits,
        ),
      );
      return snapshot.activity
        .filter(({ sha }) => shas.has(sha))
        .map((entry) => ({ ...commitOption(needs, entry), value: { root, sha: entry.sha } }));
    });
  if (options.length === 0) return inform(t('No stretch of commits that moved nothing.'));
  const chosen = await pick(options, t('Commits that moved nothing'));
  if (chosen) await showCommit(needs, chosen.root, chosen.sha);
};

/** Tags the message in the commit box by hand; the line gets an id if it has none. */
export const insertTag: Command = async (needs, targets) => {
  const { t } = needs.texts;
  const line = await lineToTag(needs, targets);
  if (!line) return;
  let { id } = line.state.item;
  if (id === null) {
    const edit = giveIdEdit(line.key, (taken) => newId(taken, Math.random));
    const outcome = await needs.performUntilDone(line.root, {
      kind: 'edit',
      path: line.state.item.path,
      edit,
    });
    if (!outcome.ok || outcome.key === null) return;
    id = outcome.key;
  }
  if (!needs.git.repository(line.root)) {
    return inform(
      t(
        'The git extension does not know this repository. Write this line into the message: {0}: {1}',
        needs.settingsOf(line.root).tagKey,
        id,
      ),
    );
  }
  const { tagging } = await needs.features();
  if (!(await tagging.insert(line.root, id))) {
    inform(t('Write the subject of the commit message first: an empty message is not tagged.'));
  }
};

/** Writes the id that a completion put into a commit message onto the line that was meant. */
export async function giveId(needs: CommandNeeds, { root, key, id }: IdForLine): Promise<void> {
  const state = needs.tracker.state(root)?.snapshot?.byKey.get(key);
  if (!state || !('item' in state)) return inform(needs.texts.t('The plan has no such line any more.'));
  const edit = giveIdEdit(key, () => id);
  await needs.perform(root, { kind: 'edit', path: state.item.path, edit });
}

async function lineToTag(needs: CommandNeeds, targets: readonly Target[]): Promise<ChosenLine | null> {
  const { t } = needs.texts;
  const root = targets[0]?.root ?? null;
  if (!targets.some(({ kind }) => kind === 'line')) {
    for (const { root: here, snapshot } of openRoots(needs, true)) {
      const state = snapshot.active ? snapshot.byKey.get(snapshot.active.id) : undefined;
      if (state && 'item' in state && (root === null || root === here))
        return { root: here, key: state.item.key, state };
    }
  }
  return chooseLine(needs, targets, {
    title: t('Tag the commit with which line?'),
    none: t('Nothing in the plan is open.'),
    accepts: ({ state }) => !state.item.done,
  });
}

/**
 * The commits of the nodes; else the ones ticked in a list. Ticked beforehand are a drift's; where no node says that it
 * is about the drift, those selected in a tree go before.
 * The list has what nobody aligned yet, what drift counts though it is likely evidence, and what is selected; where
 * `smallOnly`, of these the small ones that drift counts.
 */
export async function chosenCommits(
  needs: CommandNeeds,
  root: string,
  targets: readonly Target[],
  title: string,
  { smallOnly = false }: { readonly smallOnly?: boolean } = {},
): Promise<readonly string[] | undefined> {
  const { t } = needs.texts;
  const given = targets.flatMap((target) =>
    target.kind === 'commit' && target.root === root ? target.sha : [],
  );
  if (given.length > 0) return given;
  const snapshot = needs.tracker.state(root)?.snapshot;
  const isSelected = isSelectedCommit(needs);
  const counted = snapshot?.drift.verdicts.flatMap((one) => (one.code === 'unaligned' ? one.commits : []));
  const isOfDrift = targets.some(({ kind }) => kind === 'drift');
  const drifting = new Set(isOfDrift || targets.length === 0 ? counted : []);
  const small = new Set(snapshot?.drift.small);
  const entries =
    snapshot?.activity.filter((entry) =>
      smallOnly
        ? small.has(entry.sha)
        : isUnaligned(entry) || drifting.has(entry.sha) || isSelected(root, entry.sha),
    ) ?? [];
  if (!snapshot || entries.length === 0) {
    inform(
      smallOnly
        ? t('There is no recent small commit of yours that the plan does not account for.')
        : t('Every recent commit of yours is aligned with the plan.'),
    );
    return undefined;
  }
  const selected = isOfDrift ? [] : entries.filter(({ sha }) => isSelected(root, sha));
  const options = entries.map((entry) => ({
    ...commitOption(needs, entry),
    detail: likelyPlace(needs, snapshot, entry),
    picked: selected.length > 0 ? selected.includes(entry) : drifting.has(entry.sha),
    value: entry.sha,
  }));
  return pickMany(
    selectedFirst(options, ({ value }) => isSelected(root, value)),
    title,
  );
}

/** Why a commit that is listed is shown as evidence in the tree. */
function likelyPlace({ texts: { t } }: CommandNeeds, snapshot: Snapshot, { links }: ActivityEntry): string {
  const likely = links.find((link) => link.likely);
  return likely ? t('likely: {0}', shownText(placeOf(snapshot, likely.key))) : '';
}

interface LikelyLink {
  readonly root: string;
  readonly sha: string;
  readonly key: string;
}

async function chooseLikely(
  needs: CommandNeeds,
  targets: readonly Target[],
  title: string,
): Promise<LikelyLink | undefined> {
  const [target] = targets;
  if (target?.kind === 'commit' && target.key !== null)
    return { root: target.root, sha: target.sha, key: target.key };
  const options = openRoots(needs, true).flatMap(({ root, snapshot }) =>
    linesOfPlan(snapshot).flatMap(({ state }) =>
      state.evidence
        .filter(({ likely }) => likely)
        .map(({ sha, subject }) => ({
          label: `${sha.slice(0, 7)} ${shownText(subject)}`,
          description: shownText(placeOf(snapshot, state.item.key)),
          value: { root, sha, key: state.item.key },
        })),
    ),
  );
  if (options.length === 0) {
    inform(needs.texts.t('There is no likely evidence to judge.'));
    return undefined;
  }
  const isSelected = isSelectedCommit(needs);
  return pick(
    selectedFirst(options, ({ value }) => isSelected(value.root, value.sha)),
    title,
  );
}

function commitOption(needs: CommandNeeds, entry: ActivityEntry): vscode.QuickPickItem {
  return {
    label: `${entry.sha.slice(0, 7)} ${shownText(entry.subject)}`,
    description: needs.texts.date(civilDateAt(entry.authorTime), civilDateAt(needs.now())),
  };
}
