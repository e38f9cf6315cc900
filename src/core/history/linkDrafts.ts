import type { CommitLink, CommitLinks } from '../progress/inputs.ts';
import type { LinkWhy } from './commit.ts';

/** By sha; commits that say nothing about the plan are missing. */
export type Links = Map<string, CommitLinks>;

const STRENGTH: readonly LinkWhy[] = [
  'trailer',
  'inline',
  'plan-edit',
  'manual',
  'reference',
  'branch',
  'pull-request',
  'path',
];

/** What is known of one commit so far. */
interface Draft {
  readonly links: Map<string, CommitLink>;
  readonly claimsDone: Set<string>;
  readonly unknown: Set<string>;
  outsidePlan: string | null;
}

/** Drafts that are put into their last form between two steps. */
const STRIDE = 5_000;

/** The links of some commits while they are derived: of several reasons for the same line the strongest stays. */
export class LinkDrafts {
  private readonly drafts = new Map<string, Draft>();
  private readonly refused = new Map<string, ReadonlySet<string>>();
  private known: Links = new Map();

  /** Commits are drafted anew, from what is known of them already. */
  goOnFrom(known: Links): void {
    this.known = known;
  }

  /** Commits with a draft. */
  get shas(): Iterable<string> {
    return this.drafts.keys();
  }

  /** Commits that are linked so far. */
  get linked(): readonly string[] {
    return [...this.drafts].filter(([, { links }]) => links.size > 0).map(([sha]) => sha);
  }

  /** Lines that a commit is linked to so far. */
  keysOf(sha: string): Iterable<string> {
    return this.drafts.get(sha)?.links.keys() ?? [];
  }

  /** Lines that the commit is never linked to. */
  refuse(sha: string, keys: ReadonlySet<string>): void {
    this.refused.set(sha, keys);
  }

  /** Goes on from what is known of the commit. */
  of(sha: string): Draft {
    let draft = this.drafts.get(sha);
    if (!draft) {
      const { links = [], claimsDone = [], unknown = [], outsidePlan = null } = this.known.get(sha) ?? {};
      draft = {
        links: new Map(links.map((link) => [link.key, link])),
        claimsDone: new Set(claimsDone),
        unknown: new Set(unknown),
        outsidePlan,
      };
      this.drafts.set(sha, draft);
    }
    return draft;
  }

  add(sha: string, key: string, why: LinkWhy, reference: number | null = null): void {
    if (this.refused.get(sha)?.has(key)) return;
    const { links } = this.of(sha);
    const known = links.get(key);
    if (known && STRENGTH.indexOf(known.why) <= STRENGTH.indexOf(why)) return;
    links.set(key, { key, why, likely: why === 'path', reference });
  }

  /** The links of these commits, in steps; the drafts, which take much more memory, are dropped. */
  *finish(shas: Iterable<string>): Generator<undefined, Links> {
    const links: Links = new Map();
    for (const sha of shas) {
      const draft = this.drafts.get(sha);
      if (!draft) continue;
      links.set(sha, {
        links: [...draft.links.values()].sort((a, b) => STRENGTH.indexOf(a.why) - STRENGTH.indexOf(b.why)),
        claimsDone: [...draft.claimsDone],
        unknown: [...draft.unknown],
        outsidePlan: draft.outsidePlan,
      });
      if (links.size % STRIDE === 0) yield;
    }
    this.drafts.clear();
    return links;
  }
}
