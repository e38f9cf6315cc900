import type { Action, ActionOutcome, ActionProblem } from '../core/action.ts';
import { civilDateAt } from '../core/civilDate.ts';
import { minutesOf } from '../core/plan/attributes.ts';
import type { OpenDocuments } from '../core/plan/documents.ts';
import { linesOf } from '../core/plan/edits/findLine.ts';
import { giveId } from '../core/plan/edits/giveId.ts';
import { tick, untick } from '../core/plan/edits/tick.ts';
import type { LineKey, Plan, PlanItem } from '../core/plan/model.ts';
import { newId } from '../core/plan/newId.ts';
import type { Completion, PersonalData } from '../core/progress/personal.ts';
import type { Instant } from '../core/time.ts';
import { refused, saved } from './actionOutcomes.ts';
import type { ActiveGoalFile } from './activeGoal.ts';
import { type AlignmentNeeds, CommitAlignments } from './commitAlignments.ts';
import { editPlan } from './editPlan.ts';
import type { PersonalStore } from './personal/personalStore.ts';
import type { PlanStore } from './store/planStore.ts';
import { StoreError } from './store/storeError.ts';

export interface ActionNeeds extends AlignmentNeeds {
  readonly root: string;
  readonly documents: OpenDocuments;
  readonly plans: PlanStore;
  readonly personal: PersonalStore;
  /** null where there is no git directory to keep it in. */
  readonly activeGoal: ActiveGoalFile | null;
  /** The plan as it is now. */
  readonly readPlan: () => Promise<Plan>;
}

interface Located {
  readonly path: string;
  readonly line: PlanItem;
  readonly milestone: LineKey;
}

type Found<T> =
  | { readonly ok: true; readonly found: T }
  | { readonly ok: false; readonly problem: ActionProblem };

/** Does what an action says: the one place where anything of a repository, or a person's data of it, is written. */
export class ActionPerformer {
  readonly #needs: ActionNeeds;
  readonly #alignments: CommitAlignments;

  constructor(needs: ActionNeeds) {
    this.#needs = needs;
    this.#alignments = new CommitAlignments(needs);
  }

  async perform(action: Action, now: Instant): Promise<ActionOutcome> {
    try {
      return await this.#perform(action, now);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      return refused({ code: 'storage-failed', data: { path: error.path, reason: error.message } });
    }
  }

  #perform(action: Action, now: Instant): Promise<ActionOutcome> {
    switch (action.kind) {
      case 'edit':
        return editPlan(this.#needs, action.path, action.edit);
      case 'create-plan':
        return this.#create(action.path, action.text);
      case 'tick':
        return this.#tick(action.key, now);
      case 'untick':
        return this.#untick(action.key, now);
      case 'completed':
        return this.#completed(action.completion, action.id);
      case 'not-completed':
        return this.#notCompleted(action.key);
      case 'start':
        return this.#start(action.key, now);
      case 'stop':
        return this.#setActive(null);
      case 'align':
      case 'refuse':
        return this.#align(action, now);
      case 'outside-plan':
        return this.#alignments.say(action.shas, { verdict: 'none', id: null, reason: action.reason });
      case 'withdraw':
        return this.#alignments.withdraw(action.shas);
      case 'snooze': {
        const { episode, until, reason } = action;
        return this.#record((data) => ({ snoozes: [...data.snoozes, { episode, at: now, until, reason }] }));
      }
      case 'end-snooze':
        return this.#record(({ snoozes }) => ({
          snoozes: snoozes.map((snooze) =>
            action.episodes.includes(snooze.episode) && snooze.until.seconds > now.seconds
              ? { ...snooze, until: now }
              : snooze,
          ),
        }));
      case 'notified':
        return this.#noteNotified(action.episode);
      case 'focus-session': {
        const { kind, ...session } = action;
        return this.#record((data) => ({ focusSessions: [...data.focusSessions, session] }));
      }
    }
  }

  async #create(file: string, text: string): Promise<ActionOutcome> {
    const result = await this.#needs.plans.create(file, text);
    if (!result.ok) return refused(result.problem);
    this.#reportAll(result.warnings);
    return saved(null);
  }

  /** What is done is no longer the active micro-goal. */
  async #tick(key: LineKey, now: Instant): Promise<ActionOutcome> {
    const located = await this.#locate(key);
    if (!located.ok) return located;
    const { line, path: file, milestone } = located.found;
    // What is done already is not done once more.
    if ('done' in line && line.done) return saved(line.key);
    const localDate = civilDateAt(now);
    const outcome = await editPlan(this.#needs, file, tick(key, localDate));
    if (!outcome.ok) return outcome;
    const { timeZone: zone } = Intl.DateTimeFormat().resolvedOptions();
    const at = { utc: now.seconds, localDate, offsetMinutes: now.offsetMinutes, zone };
    const completion: Completion = { key: line.key, title: line.title, milestone, at };
    return this.#andThen(outcome, { kind: 'completed', completion, id: line.id }, now);
  }

  async #completed(completion: Completion, id: string | null): Promise<ActionOutcome> {
    // A completion that was recorded before the rest failed is not recorded once more.
    await this.#update((data) => {
      const known = data.completions.some(
        ({ key, at }) => key === completion.key && at.utc === completion.at.utc,
      );
      return known ? data : { ...data, completions: [...data.completions, completion] };
    });
    const active = await this.#needs.activeGoal?.read();
    if (active?.value && active.value.id === id) await this.#setActive(null);
    return saved(completion.key);
  }

  async #untick(key: LineKey, now: Instant): Promise<ActionOutcome> {
    const located = await this.#locate(key);
    if (!located.ok) return located;
    const { line, path: file } = located.found;
    const outcome = await editPlan(this.#needs, file, untick(key));
    return outcome.ok ? this.#andThen(outcome, { kind: 'not-completed', key: line.key }, now) : outcome;
  }

  async #notCompleted(key: LineKey): Promise<ActionOutcome> {
    await this.#update((data) => {
      const newest = data.completions.findLast((completion) => completion.key === key);
      return { ...data, completions: data.completions.filter((completion) => completion !== newest) };
    });
    return saved(key);
  }

  /** Does what follows an edit that has landed. Where that is refused, it alone is left to do. */
  async #andThen(landed: ActionOutcome, rest: Action, now: Instant): Promise<ActionOutcome> {
    const outcome = await this.perform(rest, now);
    return outcome.ok ? landed : { ...outcome, rest };
  }

  async #start(key: LineKey, now: Instant): Promise<ActionOutcome> {
    const { activeGoal } = this.#needs;
    if (activeGoal === null) return refused({ code: 'no-repository', data: { root: this.#needs.root } });
    const identified = await this.#identified(key);
    if (!identified.ok) return identified;
    const { line, id, given } = identified.found;
    if (given) return this.#andThen(given, { kind: 'start', key: id }, now);
    const { est } = line.attributes;
    const estimateMinutes = est === undefined ? null : minutesOf(est);
    this.#reportAll(await activeGoal.write({ id, title: line.title, startedAt: now, estimateMinutes }));
    return saved(id);
  }

  async #setActive(goal: null): Promise<ActionOutcome> {
    this.#reportAll((await this.#needs.activeGoal?.write(goal)) ?? []);
    return saved(null);
  }

  async #align(action: Extract<Action, { kind: 'align' | 'refuse' }>, now: Instant): Promise<ActionOutcome> {
    const { kind, shas, key } = action;
    const unknown = this.#alignments.unknownAmong(shas);
    if (unknown !== null) return unknown;
    const identified = await this.#identified(key);
    if (!identified.ok) return identified;
    const { id, given } = identified.found;
    if (given) return this.#andThen(given, { ...action, key: id }, now);
    const said = await this.#alignments.say(shas, { verdict: kind === 'align' ? 'accepted' : 'refused', id });
    return said.ok ? saved(id) : said;
  }

  /** Refused where another window was first, so that an episode is notified once. */
  async #noteNotified(episode: string): Promise<ActionOutcome> {
    let isFirst = true;
    await this.#update((data) => {
      isFirst = !data.notified.includes(episode);
      return isFirst ? { ...data, notified: [...data.notified, episode] } : data;
    });
    return isFirst ? saved(null) : refused({ code: 'nothing-to-change', data: { title: episode } });
  }

  /** What went wrong after the data was in place, or was set aside for it, is no failure of the action. */
  async #update(change: (data: PersonalData) => PersonalData): Promise<void> {
    const { problems } = await this.#needs.personal.update(change);
    this.#reportAll(problems);
  }

  #reportAll(problems: readonly unknown[]): void {
    for (const problem of problems) this.#needs.report(problem);
  }

  async #record(change: (data: PersonalData) => Partial<PersonalData>): Promise<ActionOutcome> {
    await this.#update((data) => ({ ...data, ...change(data) }));
    return saved(null);
  }

  async #locate(key: LineKey): Promise<Found<Located>> {
    const plan = await this.#needs.readPlan();
    for (const file of plan.files) {
      for (const milestone of file.milestones) {
        for (const found of linesOf({ ...file, milestones: [milestone], objectives: [] })) {
          if (found.kind === 'task' && found.line.key === key) {
            return { ok: true, found: { path: file.path, line: found.line, milestone: milestone.key } };
          }
        }
      }
    }
    const title = key.split('\0').at(-2) ?? key;
    return refused({
      code: 'line-not-found',
      data: { path: plan.files.map(({ path }) => path).join(', '), title },
    });
  }

  /** The line with an id: it is `given` one when it is first referred to. */
  async #identified(
    key: LineKey,
  ): Promise<Found<{ line: PlanItem; id: string; given: Extract<ActionOutcome, { ok: true }> | null }>> {
    const located = await this.#locate(key);
    if (!located.ok) return located;
    const { line, path: file } = located.found;
    if (line.id !== null) return { ok: true, found: { line, id: line.id, given: null } };
    const others = (await this.#needs.readPlan()).files.flatMap((one) =>
      linesOf(one).flatMap((found) => found.line.id ?? []),
    );
    const outcome = await editPlan(
      this.#needs,
      file,
      giveId(key, (taken) => newId(new Set([...taken, ...others]), Math.random)),
    );
    if (!outcome.ok) return outcome;
    return { ok: true, found: { line, id: outcome.key ?? '', given: outcome } };
  }
}
