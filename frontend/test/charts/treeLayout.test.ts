import { expect, test } from "vitest";
import { layOutTree } from "../../src/charts/treeLayout";

interface Node {
  name: string;
  children: Node[];
}

const leaf = (name: string): Node => ({ name, children: [] });

test("leaves stand below each other and parents at the middle of their children", () => {
  const root: Node = {
    name: "root",
    children: [leaf("a"), { name: "b", children: [leaf("c"), leaf("d")] }],
  };
  const { nodes, rows } = layOutTree(root, () => 0);
  const row = (name: string) => nodes.find((each) => each.node.name === name)?.row;
  expect(rows).toBe(3);
  expect([row("a"), row("c"), row("d"), row("b"), row("root")]).toEqual([0, 1, 2, 1.5, 0.75]);
  expect(nodes.map((each) => each.depth)).toEqual([0, 1, 1, 2, 2]);
});

test("a node can ask for room below its children", () => {
  const root: Node = {
    name: "root",
    children: [{ name: "b", children: [leaf("c")] }, leaf("d")],
  };
  const { nodes, rows } = layOutTree(root, (node) => (node.name === "b" ? 1 : 0));
  expect(nodes.find((each) => each.node.name === "d")?.row).toBe(2);
  expect(rows).toBe(3);
});
