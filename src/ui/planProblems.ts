import * as path from 'node:path';
import * as vscode from 'vscode';
import type { PlanProblem } from '../core/plan/model.ts';
import type { Texts } from '../text.ts';
import type { Tracker } from '../tracker.ts';

/** The plan's problems, in the Problems view and under the line in the editor. */
export function registerPlanProblems(tracker: Tracker, texts: Texts): vscode.Disposable {
  const diagnostics = vscode.languages.createDiagnosticCollection('cairn');
  let shown = '';
  const update = () => {
    const perFile = tracker.states.flatMap(({ root, snapshot }) =>
      (snapshot?.files ?? [])
        .filter(({ problems }) => problems.length > 0)
        .map((file) => ({ file: path.join(root, file.path), problems: file.problems })),
    );
    const now = JSON.stringify(perFile);
    if (now === shown) return;
    shown = now;
    diagnostics.clear();
    for (const { file, problems } of perFile) {
      diagnostics.set(
        vscode.Uri.file(file),
        problems.map((problem) => renderDiagnostic(problem, texts)),
      );
    }
  };
  update();
  return vscode.Disposable.from(diagnostics, tracker.onDidChange(update));
}

function renderDiagnostic(problem: PlanProblem, texts: Texts): vscode.Diagnostic {
  const start = new vscode.Position(Math.max(0, problem.line - 1), Math.max(0, problem.column - 1));
  const diagnostic = new vscode.Diagnostic(
    new vscode.Range(start, start.translate(0, 1)),
    texts.planProblem(problem),
    vscode.DiagnosticSeverity.Warning,
  );
  diagnostic.source = 'Cairn';
  diagnostic.code = problem.code;
  return diagnostic;
}
