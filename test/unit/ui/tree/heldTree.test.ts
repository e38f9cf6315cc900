import assert from 'node:assert/strict';
import { type Held, HeldTree } from '../../../../src/ui/tree/heldTree.ts';
import { type TreeNode, treeNode } from '../../../../src/ui/tree/node.ts';

/** `node('a', 'text', [below])`: id and label, with what is below it. */
const node = (id: string, label = id, below: readonly TreeNode[] = []): TreeNode =>
  treeNode({ id, label, children: below.length === 0 ? null : () => below });

/** A tree of which everything was opened. */
function opened(...nodes: readonly TreeNode[]): HeldTree {
  const tree = new HeldTree();
  tree.update(nodes);
  const open = (held: readonly Held[]) => {
    for (const one of held) open(tree.childrenOf(one));
  };
  open(tree.roots);
  return tree;
}

const redrawn = (tree: HeldTree, ...nodes: readonly TreeNode[]): readonly string[] | 'all' => {
  const result = tree.update(nodes);
  return result === 'all' ? result : result.map(({ id }) => id);
};

describe('a held tree', () => {
  it('redraws nothing when nothing became different', () => {
    assert.deepEqual(redrawn(opened(node('a', 'A', [node('b')])), node('a', 'A', [node('b')])), []);
  });
  it('redraws the node whose text changed, and not its parent', () => {
    assert.deepEqual(redrawn(opened(node('a', 'A', [node('b')])), node('a', 'A', [node('b', 'new')])), ['b']);
  });
  it('redraws the parent when a child came or went', () => {
    assert.deepEqual(redrawn(opened(node('a', 'A', [node('b')])), node('a', 'A', [node('b'), node('c')])), [
      'a',
    ]);
  });
  it('redraws a parent once for itself and all below it', () => {
    assert.deepEqual(redrawn(opened(node('a', 'A', [node('b')])), node('a', 'new', [node('b', 'new')])), [
      'a',
    ]);
  });
  it('redraws all when the top level changed', () => {
    assert.equal(redrawn(opened(node('a')), node('b')), 'all');
  });
  it('redraws all when the top level was reordered', () => {
    assert.equal(redrawn(opened(node('a'), node('b')), node('b'), node('a')), 'all');
  });
  it('does not ask for what was never opened', () => {
    const tree = new HeldTree();
    const closed = (): TreeNode => ({ ...node('a'), children: () => assert.fail('was asked') });
    tree.update([closed()]);
    assert.deepEqual(redrawn(tree, closed()), []);
  });
  it('asks a node what it showed before, and nothing of one that is the same', () => {
    const same = { ...node('b'), children: () => [node('c')] };
    const asked: Array<readonly TreeNode[]> = [];
    const parent = (label: string): TreeNode => ({
      ...node('a', label),
      children: (earlier = []) => {
        asked.push(earlier);
        return [same];
      },
    });
    const tree = opened(parent('A'));
    const [held] = tree.childrenOf(tree.roots[0] ?? assert.fail());
    same.children = () => assert.fail('was asked');
    assert.deepEqual(redrawn(tree, parent('B')), ['a']);
    assert.deepEqual(asked, [[], [same]]);
    assert.equal(
      tree.find(({ id }) => id === 'b'),
      held,
    );
  });
  it('keeps the object of a node, so that the editor keeps its selection', () => {
    const tree = opened(node('a', 'A', [node('b')]));
    const held = tree.find(({ id }) => id === 'b');
    tree.update([node('a', 'A', [node('b', 'new')])]);
    assert.ok(held);
    assert.equal(
      tree.find(({ id }) => id === 'b'),
      held,
    );
    assert.equal(held.node.label, 'new');
  });
  it('keeps the object of a line that was given an id', () => {
    const tree = opened(node('MILESTONES.md Sign', 'Sign', [node('x')]), node('b'));
    const [held] = tree.roots;
    assert.deepEqual(redrawn(tree, node('k3f9', 'Sign', [node('x')]), node('b')), []);
    assert.equal(tree.roots[0], held);
    assert.equal(held?.id, 'MILESTONES.md Sign');
  });
  it('finds a node that was not opened yet, with its parents', () => {
    const tree = new HeldTree();
    tree.update([node('x'), node('a', 'A', [node('b', 'B', [node('c')])])]);
    const held = tree.find(({ id }) => id === 'c');
    assert.deepEqual([held?.id, held?.parent?.id, held?.parent?.parent?.id], ['c', 'b', 'a']);
  });
  it('gives the id of a node that went, with what was below it, to the next that has it', () => {
    const tree = opened(node('a'), node('b', 'B', [node('c')]));
    tree.update([node('a')]);
    tree.update([node('a'), node('c')]);
    assert.deepEqual(
      tree.roots.map(({ id }) => id),
      ['a', 'c'],
    );
  });
  it('does not give an id to another while its node goes', () => {
    const tree = opened(node('a', 'A', [node('c')]), node('b', 'B', [node('x')]));
    tree.update([node('a', 'A', [node('x', 'moved')]), node('b', 'B', [node('y')])]);
    const moved = tree.find(({ label }) => label === 'moved');
    assert.equal(moved?.id, 'x#2');
  });
  it('tells nodes of one id apart, since the editor refuses them', () => {
    const tree = opened(node('a'), node('a', 'again', [node('a')]));
    assert.deepEqual(
      tree.roots.map(({ id }) => id),
      ['a', 'a#2'],
    );
    assert.deepEqual(
      tree.roots.flatMap((held) => tree.childrenOf(held)).map(({ id }) => id),
      ['a#3'],
    );
  });
});
