import type { PlanProblem } from '../../core/plan/model.ts';
import { plainText, type Texts } from '../../text.ts';
import { type TreeNode, treeNode } from './node.ts';
import type { Shown, Viewed } from './viewed.ts';

/** The nodes of the only repository, or a node for each of several. Repositories with nothing to show are left out. */
export function repositoryNodes(
  repositories: readonly Viewed[],
  earlier: readonly TreeNode[],
  nodesOf: (viewed: Viewed, earlier: readonly TreeNode[]) => readonly TreeNode[],
): readonly TreeNode[] {
  const [only, ...others] = repositories;
  if (only && others.length === 0) return nodesOf(only, earlier);
  return repositories.flatMap((viewed) => {
    if (nodesOf(viewed, []).length === 0) return [];
    return treeNode({
      id: `${viewed.root}|repository`,
      label: plainText(viewed.name),
      icon: { name: 'repo' },
      tooltip: [plainText(viewed.root)],
      traits: ['repository'],
      target: { kind: 'repository', root: viewed.root },
      expanded: true,
      children: (before = []) => nodesOf(viewed, before),
    });
  });
}

export function failureNode(root: string, failure: Error, { texts }: Shown): TreeNode {
  return treeNode({
    id: `${root}|failure`,
    label: texts.t('Could not be read'),
    description: plainText(failure.message),
    icon: { name: 'error', color: 'list.errorForeground' },
    tooltip: [
      plainText(failure.message, 1000),
      texts.t('Anything else shown here is what was read last. Click to try again.'),
    ],
    traits: ['note'],
    click: 'cairn.refresh',
    target: { kind: 'repository', root },
  });
}

export function problemNode(root: string, problem: PlanProblem, index: number, texts: Texts): TreeNode {
  const sentence = texts.planProblem(problem);
  return treeNode({
    id: `${root}|problem|${problem.path}|${index}`,
    label: sentence,
    description: texts.t('line {0}', problem.line),
    icon: { name: 'warning', color: 'list.warningForeground' },
    tooltip: [sentence, `${plainText(problem.path)}:${problem.line}`],
    traits: ['problem'],
    click: 'cairn.goToLine',
    target: { kind: 'place', root, path: problem.path, line: problem.line },
  });
}
