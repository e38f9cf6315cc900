import { lintPlan } from '../../core/plan/lint.ts';
import type { CommandContext } from '../command.ts';
import { SCHEMA_VERSION } from '../json.ts';
import { noPlan, readPlan } from '../readPlan.ts';
import { reportUnread } from '../unreadPlans.ts';

/** `cairn check`: the plan's problems, as `file:line:column: code message`. */
export async function runCheck(context: CommandContext): Promise<number> {
  const { options, place, terminal, texts } = context;
  const plan = await readPlan(place);
  const problems = [...plan.files.flatMap((file) => file.problems), ...lintPlan(plan)];
  if (options.json) {
    const json = problems.map((problem) => ({ ...problem, message: texts.planProblem(problem) }));
    terminal.write(`${JSON.stringify({ schemaVersion: SCHEMA_VERSION, problems: json })}\n`);
  } else {
    for (const problem of problems) {
      const { path, line, column, code } = problem;
      terminal.write(`${path}:${line}:${column}: ${code} ${texts.planProblem(problem)}\n`);
    }
  }
  if (plan.files.length === 0) terminal.warn(`cairn: ${noPlan(place)}\n`);
  return reportUnread(plan.files, context) || (problems.length > 0 && options.fail ? 1 : 0);
}
