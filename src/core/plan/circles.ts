/**
 * The circles of a directed graph: for each node that can be reached from itself, a name that it shares with the nodes
 * of its circle and no others. Tarjan's strongly connected components, without recursion.
 */
export function circlesOf(edges: ReadonlyMap<string, readonly string[]>): Map<string, string> {
  const circles = new Map<string, string>();
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const path: string[] = [];
  const onPath = new Set<string>();
  const lower = (node: string, to: number | undefined): void => {
    lowest.set(node, Math.min(lowest.get(node) ?? 0, to ?? Number.POSITIVE_INFINITY));
  };
  const enter = (node: string): { node: string; next: number } => {
    order.set(node, order.size);
    lowest.set(node, order.size - 1);
    path.push(node);
    onPath.add(node);
    return { node, next: 0 };
  };
  for (const start of edges.keys()) {
    if (order.has(start)) continue;
    const open = [enter(start)];
    for (let frame = open.at(-1); frame !== undefined; frame = open.at(-1)) {
      const to = edges.get(frame.node)?.[frame.next];
      frame.next += 1;
      if (to === undefined) {
        open.pop();
        const above = open.at(-1);
        if (above !== undefined) lower(above.node, lowest.get(frame.node));
        if (lowest.get(frame.node) === order.get(frame.node)) closeCircle(frame.node);
      } else if (!order.has(to)) open.push(enter(to));
      else if (onPath.has(to)) lower(frame.node, order.get(to));
    }
  }
  return circles;

  function closeCircle(root: string): void {
    const members = path.splice(path.lastIndexOf(root));
    for (const member of members) onPath.delete(member);
    if (members.length === 1 && !edges.get(root)?.includes(root)) return;
    for (const member of members) circles.set(member, root);
  }
}
