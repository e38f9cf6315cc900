import type { CivilDate } from '../time.ts';

/** What a release checklist is made for. */
export interface TemplateValues {
  /** What the milestone is called: `v2.0`, `Spring release`. */
  readonly title: string;
  /** When it is to be out; null where nobody knows. */
  readonly due: CivilDate | null;
}

/**
 * A plan for a repository that has none: a milestone with the steps that most releases share, short enough to be
 * edited down. No line has an id: ids come when a line is first referred to.
 */
export function releaseChecklist({ title, due }: TemplateValues): string {
  const name = title.replace(/\s+/g, ' ').trim();
  return `# Milestones

## Milestone: ${name}${due === null ? '' : ` due:${due}`}

### Checkpoint: scope settled

- [ ] Say in one sentence what this release is for
- [ ] List what must be in it, and move the rest to the next milestone

### Checkpoint: ready to try

- [ ] Finish the changes on the list
  - [ ] Split the largest one into steps of 15 minutes or less
- [ ] Fix what stops somebody from using it
- [ ] Let one person who did not write it try it from a clean install

### Checkpoint: out

- [ ] Update the README and the change log
- [ ] Set the version and tag it
- [ ] Publish, then install what was published and start it
- [ ] Tell the people who wait for it
`;
}
