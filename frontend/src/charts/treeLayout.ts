/** The layout of a tree: leaves below each other, a parent at the middle of its children. */

export interface PlacedNode<Node> {
  node: Node;
  /** From 0, how far from the root. */
  depth: number;
  /** In rows, from 0; a parent may stand between two. */
  row: number;
  parent: PlacedNode<Node> | null;
}

/**
 * All nodes, each parent before its children. `extra` says how many rows a node needs below its
 * children, for a note about the terms that were left out.
 */
export function layOutTree<Node extends { children: Node[] }>(
  root: Node,
  extra: (node: Node) => number,
): { nodes: PlacedNode<Node>[]; rows: number } {
  const nodes: PlacedNode<Node>[] = [];
  let rows = 0;
  const lay = (node: Node, depth: number, parent: PlacedNode<Node> | null): PlacedNode<Node> => {
    const placed = { node, depth, row: 0, parent };
    nodes.push(placed);
    const children = node.children.map((child) => lay(child, depth + 1, placed));
    if (children.length === 0) {
      placed.row = rows;
      rows += 1;
    } else {
      const first = children[0] as PlacedNode<Node>;
      placed.row = (first.row + (children.at(-1) as PlacedNode<Node>).row) / 2;
    }
    rows += extra(node);
    return placed;
  };
  lay(root, 0, null);
  return { nodes, rows };
}
