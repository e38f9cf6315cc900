import type { Commit } from '../history/facts.ts';
import { SECONDS_PER_DAY } from './drift/watching.ts';
import type { SnapshotInputs } from './inputs.ts';
import type { ActivityEntry, Verdict } from './snapshot.ts';

const ACTIVITY_DAYS = 30;
/** After a pause there is still something to see. */
const AT_LEAST = 20;

/**
 * My commits of the last 30 days, those not pushed yet and those of a verdict, which may have begun before, or my newest
 * ones where they are few; newest first.
 */
export function activityOf(
  inputs: SnapshotInputs,
  mine: readonly Commit[],
  verdicts: readonly Verdict[],
): ActivityEntry[] {
  const { links, pullRequests, now, unpushed } = inputs;
  const since = now.seconds - ACTIVITY_DAYS * SECONDS_PER_DAY;
  const judged = new Set(verdicts.flatMap((one) => (one.code === 'not-watching' ? [] : one.commits)));
  const recent = mine.filter(
    ({ sha, authorTime }) => authorTime.seconds >= since || unpushed.has(sha) || judged.has(sha),
  );
  return (recent.length < AT_LEAST ? mine.slice(0, AT_LEAST) : recent).map((commit) => {
    const found = links.get(commit.sha);
    return {
      sha: commit.sha,
      parents: commit.parents.length,
      subject: commit.subject,
      authorTime: commit.authorTime,
      pullRequest: pullRequests.get(commit.sha) ?? null,
      links: (found?.links ?? []).map(({ key, why, likely }) => ({ key, why, likely })),
      outsidePlan: found?.outsidePlan ?? commit.facts.outsidePlan,
      unknown: found?.unknown ?? [],
    };
  });
}
