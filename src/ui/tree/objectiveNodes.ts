import { civilDateAt } from '../../core/civilDate.ts';
import type { KeyResult, Objective } from '../../core/plan/model.ts';
import { meanShare, shareOf } from '../../core/progress/keyResultShare.ts';
import { plainText, type Texts } from '../../text.ts';
import { type TreeNode, treeNode } from './node.ts';
import type { Shown, Viewed } from './viewed.ts';

/** The plan's objectives, closed at first, each with how far its key results are. */
export function objectiveNodes(viewed: Viewed, shown: Shown): readonly TreeNode[] {
  return viewed.snapshot.objectives
    .filter(({ keyResults }) => keyResults.length > 0)
    .map((objective) => objectiveNode(viewed, objective, shown));
}

function objectiveNode({ root, snapshot }: Viewed, objective: Objective, { texts, now }: Shown): TreeNode {
  const { keyResults, attributes, path, line, key } = objective;
  const label = plainText(objective.title);
  const share = meanShare(keyResults);
  const description = [
    share === null ? texts.t('key results: {0}', keyResults.length) : texts.share(share),
    attributes.due ? texts.t('due {0}', texts.date(attributes.due, civilDateAt(now))) : '',
  ]
    .filter((part) => part !== '')
    .join(' · ');
  const above = snapshot.milestones.filter(({ milestone }) => milestone.objective === objective.title);
  return treeNode({
    id: `${root}|objective|${key}`,
    label,
    description,
    icon: { name: 'target' },
    tooltip: [
      label,
      share === null ? '' : texts.t('{0}: the mean of its key results.', texts.share(share)),
      ...above.map(({ milestone }) => texts.t('Milestone: {0}', plainText(milestone.title))),
      `${plainText(path)}:${line}`,
    ],
    spoken: texts.t('Objective {0}, {1}', label, description),
    click: 'cairn.goToLine',
    target: { kind: 'place', root, path, line },
    children: () =>
      keyResults.map((one, index) => keyResultNode(`${root}|kr|${key}|${index}`, root, one, texts)),
  });
}

function keyResultNode(id: string, root: string, keyResult: KeyResult, texts: Texts): TreeNode {
  const { title, path, line } = keyResult;
  const label = plainText(title);
  const share = shareOf(keyResult);
  return treeNode({
    id,
    label,
    description: share === null ? '' : texts.share(share),
    icon: { name: share === 1 ? 'pass' : 'graph-line' },
    tooltip: [label, `${plainText(path)}:${line}`],
    click: 'cairn.goToLine',
    target: { kind: 'place', root, path, line },
  });
}
