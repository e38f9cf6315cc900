import type { Commit } from '../core/history/facts.ts';
import { explainPullRequest, type PullRequestExplanation } from '../core/history/pullRequests.ts';
import type { CommitLinks } from '../core/progress/inputs.ts';
import type { Snapshot } from '../core/progress/snapshot.ts';
import { takeSnapshot } from '../core/progress/takeSnapshot.ts';
import { plainText, type Texts } from '../text.ts';
import type { CommandContext } from './command.ts';
import { SCHEMA_VERSION } from './json.ts';
import type { Facts } from './readFacts.ts';

/** What a commit says of the plan: the lines it is linked to and why, ids that no line has, and that it is outside. */
export function linkLines(said: CommitLinks | undefined, snapshot: Snapshot, texts: Texts): string[] {
  if (said === undefined) return [];
  const links = said.links.map(({ key, why, reference, likely }) => {
    const state = snapshot.byKey.get(key);
    const title = state === undefined ? key : 'item' in state ? state.item.title : state.milestone.title;
    return `${plainText(title)}  (${texts.linkSentence(why, reference, likely)})`;
  });
  const unknown = said.unknown.map((id) => texts.t('^{0} names no line of the plan.', plainText(id, 40)));
  const outside = said.outsidePlan;
  return [
    ...links,
    ...unknown,
    ...(outside === null
      ? []
      : [texts.t('Outside the plan: {0}', plainText(outside) || texts.t('no reason given'))]),
  ];
}

/** `cairn links --explain`: which rule gave the commit its pull request and its lines, and what else was possible. */
export function explain(commit: Commit, facts: Facts, { options, terminal, texts }: CommandContext): void {
  const { sha, subject } = commit;
  const found = explainPullRequest(sha, facts.commits, facts.remote);
  const said = facts.links.get(sha);
  if (options.json) {
    const json = {
      schemaVersion: SCHEMA_VERSION,
      sha,
      subject,
      pr: found?.pullRequest ?? null,
      judged: found?.judged ?? [],
      broughtInBy: found?.broughtInBy ?? null,
      forms: Object.fromEntries(found?.forms ?? []),
      links: said?.links ?? [],
      unknown: said?.unknown ?? [],
      outsidePlan: said?.outsidePlan ?? null,
    };
    terminal.write(`${JSON.stringify(json, null, 2)}\n`);
    return;
  }
  const lines = linkLines(said, takeSnapshot(facts), texts);
  const plan = lines.length === 0 ? [texts.t('Nothing links it to the plan.')] : lines;
  terminal.write(
    [
      `${sha} ${plainText(subject)}`,
      ...pullRequestLines(found, texts),
      ...plan.map((one) => `  ${one}`),
      '',
    ].join('\n'),
  );
}

function pullRequestLines(found: PullRequestExplanation | null, { t, pullRequest }: Texts): string[] {
  const request = found?.pullRequest ?? null;
  const why = {
    message: t('its message says so'),
    convention: t('this project writes it so'),
    merged: t('its merge brought the commit in'),
  };
  const candidates = (found?.judged ?? []).map(
    ({ number, form, verdict }) => `    #${number} ${form}: ${verdict}`,
  );
  const bringer = found?.broughtInBy;
  const forms = [...(found?.forms ?? [])].map(
    ([form, { mainline, side }]) =>
      `    ${form}: ${t('{0} on the main line, {1} in merges', mainline, side)}`,
  );
  return [
    request === null ? `  ${t('No pull request.')}` : `  ${pullRequest(request)}: ${why[request.why]}`,
    ...(candidates.length > 0 ? [`  ${t('Numbers in its message:')}`, ...candidates] : []),
    ...(bringer
      ? [`  ${t('Brought in by {0} {1}', bringer.sha.slice(0, 7), plainText(bringer.subject))}`]
      : []),
    ...(forms.length > 0 ? [`  ${t('How this project writes pull requests:')}`, ...forms] : []),
  ];
}
