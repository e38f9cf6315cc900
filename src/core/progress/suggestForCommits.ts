import type { LineKey, Milestone, PlanItem } from '../plan/model.ts';
import { planPathsOf } from './drift/planPaths.ts';
import type { SnapshotInputs } from './inputs.ts';
import { type SuggestibleLine, suggestItems } from './suggestItems.ts';

/** The lines of the plan that these commits most likely moved, best first, at most `limit`; dropped ones never. */
export function suggestForCommits(
  inputs: SnapshotInputs,
  shas: readonly string[],
  limit: number,
): readonly LineKey[] {
  const commits = inputs.index.among(shas);
  const { plan, planCommits, settings, pullRequests, head, unpushed } = inputs;
  const isPlanPath = planPathsOf(settings.planFiles, plan.files, planCommits);
  const pathsOf = (sha: string) =>
    (inputs.changes.get(sha) ?? []).map(({ path }) => path).filter((path) => !isPlanPath(path));
  const requests = commits.flatMap(({ sha }) => pullRequests.get(sha) ?? []);
  const isOnBranch = commits.some(({ sha }) => unpushed.has(sha));
  return suggestItems(
    linesOf(inputs, evidenceOf(inputs, pathsOf)),
    {
      subjects: commits.map(({ subject }) => subject),
      paths: [...new Set(commits.flatMap(({ sha }) => pathsOf(sha)))],
      about: [...(isOnBranch && head?.branch ? [head.branch] : []), ...mergeSubjects(inputs, requests)],
      references: [
        ...requests.map(({ number }) => number),
        ...commits.flatMap(({ facts }) =>
          facts.mentions.filter(({ repository }) => repository === null).map(({ number }) => number),
        ),
      ],
    },
    limit,
  );
}

interface LineEvidence {
  readonly files: Set<string>;
  movedAt: number;
}

/** What the commits that count for a line touched, and when the newest was made. */
function evidenceOf(
  { index, links }: SnapshotInputs,
  pathsOf: (sha: string) => readonly string[],
): ReadonlyMap<LineKey, LineEvidence> {
  const found = new Map<LineKey, LineEvidence>();
  for (const { sha, authorTime } of index.among(links.keys())) {
    for (const { key, likely } of links.get(sha)?.links ?? []) {
      if (likely) continue;
      const evidence = found.get(key) ?? { files: new Set(), movedAt: 0 };
      found.set(key, evidence);
      for (const path of pathsOf(sha)) evidence.files.add(path);
      evidence.movedAt = Math.max(evidence.movedAt, authorTime.seconds);
    }
  }
  return found;
}

function linesOf({ plan }: SnapshotInputs, evidence: ReadonlyMap<LineKey, LineEvidence>): SuggestibleLine[] {
  const lines: SuggestibleLine[] = [];
  const addItem = (item: PlanItem, section: Milestone, parents: readonly string[]) => {
    const { key, title, path, attributes, references, done, dropped, headingPath } = item;
    const moved = evidence.get(key);
    if (!dropped) {
      lines.push({
        ...{ key, title, done },
        above: [...parents, ...headingPath, path.replace(/\.\w+$/, '')],
        section: `${path}\0${section.key}`,
        paths: attributes.paths?.split(',') ?? [],
        references: references.filter(({ repository }) => repository === null).map(({ number }) => number),
        files: [...(moved?.files ?? [])],
        movedAt: moved?.movedAt ?? null,
      });
    }
    for (const goal of item.goals) addItem(goal, section, [...parents, title]);
  };
  const addSection = (section: Milestone) => {
    for (const item of section.items) addItem(item, section, []);
    for (const checkpoint of section.checkpoints) addSection(checkpoint);
  };
  for (const file of plan.files) for (const milestone of file.milestones) addSection(milestone);
  return lines;
}

/** The titles of the pull requests, as their merge commits give them. */
function mergeSubjects(
  { commits, pullRequests }: SnapshotInputs,
  requests: ReadonlyArray<{ readonly number: number }>,
): readonly string[] {
  if (requests.length === 0) return [];
  const numbers = new Set(requests.map(({ number }) => number));
  return commits
    .filter(({ sha, parents }) => parents.length > 1 && numbers.has(pullRequests.get(sha)?.number ?? -1))
    .map(({ subject }) => subject);
}
