/** The ways from a weight to the cost: each sum's largest terms as branches, the rest gathered. */
import { layTree, type Placed } from "../../marks/tree";
import type { Opened } from "../../messages";
import { nameOf } from "../../names";
import { type Because, openNumber, type Part } from "../../origin/asked";
import { say, short } from "../../words";
import type { Branch, ChainRuleRecord } from "./records";

/** Narrow screens have room for as many columns, nearer to each other. */
const COLUMN = innerWidth < 720 ? 112 : 190;
const ROW = 54;
const PAD = 38;

interface Props {
  record: ChainRuleRecord;
  network: Opened;
}

export function TreeMark({ record, network }: Props) {
  const { nodes, rows } = layTree(record.tree, (node) => (node.n_left_out > 0 ? 0.6 : 0));
  const depth = Math.max(...nodes.map((node) => node.depth));
  const width = 2 * PAD + COLUMN * depth + 96;
  const height = Math.max(rows, 1) * ROW + PAD;
  const most = Math.max(...nodes.slice(1).map(({ node }) => Math.abs(node.through)), 1e-300);
  return (
    <div class="tree-mark">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand inside a picture */}
      <svg width={width} height={height} role="group" aria-label={say("pathTree")}>
        {nodes.map(
          (placed) => placed.parent && <Way key={keyOf(placed)} placed={placed} most={most} />,
        )}
        {nodes.map((placed) => (
          <Node key={keyOf(placed)} placed={placed} record={record} network={network} />
        ))}
        {nodes.map(
          (placed) =>
            placed.node.n_left_out > 0 && (
              <Others key={keyOf(placed)} placed={placed} nodes={nodes} />
            ),
        )}
      </svg>
    </div>
  );
}

function keyOf({ node, parent }: Placed<Branch>): string {
  const own = `${node.layer}.${node.neuron}.${node.weight === null ? "s" : "w"}`;
  return parent ? `${keyOf(parent)}/${own}` : own;
}

const at = ({ depth, row }: { depth: number; row: number }) => ({
  x: PAD + COLUMN * depth,
  y: PAD + ROW * row,
});

/** As thick as what goes this way; dashed where it is negative, so that colour is not needed. */
function Way({ placed, most }: { placed: Placed<Branch>; most: number }) {
  const from = at(placed.parent as Placed<Branch>);
  const to = at(placed);
  const { through } = placed.node;
  const bend = COLUMN / 2;
  return (
    <path
      class={`way ${through < 0 ? "negative" : "positive"}`}
      stroke-width={1 + 7 * Math.sqrt(Math.abs(through) / most)}
      d={`M${from.x} ${from.y}C${from.x + bend} ${from.y} ${to.x - bend} ${to.y} ${to.x} ${to.y}`}
    />
  );
}

function Node({ placed, record, network }: Props & { placed: Placed<Branch> }) {
  const { node } = placed;
  const { x, y } = at(placed);
  const name = nameOf(network, node.layer, node.neuron);
  const value = node.through;
  const open = () => openNumber(() => because(placed, record, network), false);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a button cannot stand inside a picture
    <g
      class="tree-node"
      role="button"
      tabindex={0}
      aria-label={`${name}: ${short(value)}`}
      onClick={open}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        open();
      }}
    >
      <rect class="reach" x={x - 34} y={y - 30} width={68} height={46} />
      <circle cx={x} cy={y} r={14} />
      <text class="index" x={x} y={y}>
        {node.layer === network.sizes.length - 1
          ? (network.classes[node.neuron] ?? "").slice(0, 3)
          : node.neuron}
      </text>
      <text class={`term ${value < 0 ? "negative" : "positive"}`} x={x} y={y - 21}>
        {short(value)}
      </text>
    </g>
  );
}

/** What the terms add up to that are no branches, below the last branch. */
function Others({ placed, nodes }: { placed: Placed<Branch>; nodes: Placed<Branch>[] }) {
  const last = nodes.filter((each) => each.parent === placed).at(-1);
  const { x, y } = last ? at({ depth: last.depth, row: bottom(last, nodes) }) : at(placed);
  const { n_left_out: count, through, children } = placed.node;
  const rest = children.reduce((sum, child) => sum - child.through, through);
  return (
    <text class="others" x={x - 12} y={y + 30}>
      {say("treeOthers", { count })}: {short(rest)}
    </text>
  );
}

/** The lowest row of all that stands behind a node, with room for what is told there. */
function bottom(placed: Placed<Branch>, nodes: Placed<Branch>[]): number {
  const children = nodes.filter((each) => each.parent === placed);
  const own = placed.node.n_left_out > 0 ? 0.6 : 0;
  return Math.max(placed.row, ...children.map((child) => bottom(child, nodes))) + own;
}

/** All the factors of one way, from the weight to a neuron; with ∂C₀/∂z there they make the number. */
function because(placed: Placed<Branch>, record: ChainRuleRecord, network: Opened): Because {
  const { node } = placed;
  const { layer, source } = record.parameter;
  const parts: Part[] = [
    {
      name: "∂z/∂w",
      value: short(record.dz_dw),
      ...(source === null ? {} : { of: { kind: "activation", layer: layer - 1, neuron: source } }),
    },
  ];
  for (const each of way(placed)) {
    const here = { layer: each.node.layer, neuron: each.node.neuron };
    const name = nameOf(network, here.layer, here.neuron);
    const above = each.parent?.node;
    if (above && above.da_dz !== null) {
      const slope = { kind: "activation_slope", layer: above.layer, neuron: above.neuron } as const;
      parts.push({
        name: `∂a/∂z, ${nameOf(network, above.layer, above.neuron)}`,
        value: short(above.da_dz),
        of: slope,
      });
    }
    if (above && each.node.weight !== null) {
      parts.push({
        name: `w → ${name}`,
        value: short(each.node.weight),
        of: { kind: "weight", ...here, source: above.neuron },
      });
    }
  }
  parts.push({
    name: `∂C₀/∂z, ${nameOf(network, node.layer, node.neuron)}`,
    value: short(node.dC_dz),
    of: { kind: "slope_of_weighted_sum", layer: node.layer, neuron: node.neuron },
  });
  return {
    title: say("pathContribution"),
    value: short(node.through),
    text: say("pathContributionWhy"),
    parts,
  };
}

/** The nodes from the root to one, both among them. */
function way(placed: Placed<Branch>): Placed<Branch>[] {
  return placed.parent ? [...way(placed.parent), placed] : [placed];
}
