import type { PlanFile, PlanProblem } from '../core/plan/model.ts';
import type { CommandContext } from './command.ts';

const UNREAD: ReadonlySet<PlanProblem['code']> = new Set(['undecodable', 'unreadable', 'too-large']);

/** Whether nothing could be read of the file: of one with conflict markers, the side of the current branch was. */
export const isUnread = ({ milestones, problems }: PlanFile): boolean =>
  milestones.length === 0 && problems.some(({ code }) => UNREAD.has(code));

/** Names the plan files of which nothing could be read. The exit status that is due to them: 2, or 0 where there is none. */
export function reportUnread(
  files: readonly PlanFile[],
  { terminal, texts }: Pick<CommandContext, 'terminal' | 'texts'>,
): 0 | 2 {
  const unread = files.filter(isUnread);
  for (const { path, problems } of unread) {
    const [problem] = problems.filter(({ code }) => UNREAD.has(code));
    const reason = problem?.data['actual'];
    const because = typeof reason === 'string' ? ` (${reason})` : '';
    if (problem) terminal.warn(`cairn: ${path}: ${texts.planProblem(problem)}${because}\n`);
  }
  return unread.length > 0 ? 2 : 0;
}

/** The same where history is asked: what the other files say of it is an answer, so that 2 means that there is none. */
export function reportUnreadOfHistory(
  files: readonly PlanFile[],
  context: Pick<CommandContext, 'terminal' | 'texts'>,
): 0 | 2 {
  const status = reportUnread(files, context);
  return files.every(isUnread) ? status : 0;
}
