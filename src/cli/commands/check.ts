import { lintPlan } from '../../core/plan/lint.ts';
import type { CommandContext } from '../command.ts';
import { SCHEMA_VERSION } from '../json.ts';
import { readPlan } from '../readFacts.ts';

/** `cairn check`: the plan's problems, as `file:line:column: code message`. */
export async function runCheck({ options, place, terminal, texts }: CommandContext): Promise<number> {
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
  return problems.length > 0 && options.fail ? 1 : 0;
}
