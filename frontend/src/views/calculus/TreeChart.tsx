/**
 * The paths from a weight to the cost as a tree: the largest terms of each sum as branches, the
 * rest as one number.
 */

import type { NetworkParameters } from "../../api/messages";
import type { Branch, ChainRuleRecord } from "../../api/records/calculus";
import { layOutTree, type PlacedNode } from "../../charts/treeLayout";
import { neuronName } from "../../i18n/names";
import { formatCompact } from "../../i18n/numbers";
import { t } from "../../i18n/translate";
import { type Explanation, type ExplanationPart, openExplanation } from "../../state/explanation";

/** Narrow screens have room for as many columns, nearer to each other. */
const COLUMN_WIDTH = innerWidth < 720 ? 112 : 190;
const ROW_HEIGHT = 54;
const PAD = 38;

interface Props {
  record: ChainRuleRecord;
  network: NetworkParameters;
}

export function TreeChart({ record, network }: Props) {
  const { nodes, rows } = layOutTree(record.tree, (node) => (node.n_left_out > 0 ? 0.6 : 0));
  const depth = Math.max(...nodes.map((node) => node.depth));
  const width = 2 * PAD + COLUMN_WIDTH * depth + 96;
  const height = Math.max(rows, 1) * ROW_HEIGHT + PAD;
  const largest = Math.max(
    ...nodes.slice(1).map(({ node }) => Math.abs(node.contribution)),
    1e-300,
  );
  return (
    <div class="tree-chart">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand inside a picture */}
      <svg width={width} height={height} role="group" aria-label={t("pathTree")}>
        {nodes.map(
          (placed) =>
            placed.parent && <TreeEdge key={nodeKey(placed)} placed={placed} largest={largest} />,
        )}
        {nodes.map((placed) => (
          <Node key={nodeKey(placed)} placed={placed} record={record} network={network} />
        ))}
        {nodes.map(
          (placed) =>
            placed.node.n_left_out > 0 && (
              <OmittedTerms key={nodeKey(placed)} placed={placed} nodes={nodes} />
            ),
        )}
      </svg>
    </div>
  );
}

function nodeKey({ node, parent }: PlacedNode<Branch>): string {
  const own = `${node.layer}.${node.neuron}.${node.weight === null ? "s" : "w"}`;
  return parent ? `${nodeKey(parent)}/${own}` : own;
}

const nodePosition = ({ depth, row }: { depth: number; row: number }) => ({
  x: PAD + COLUMN_WIDTH * depth,
  y: PAD + ROW_HEIGHT * row,
});

/** As thick as what goes this way; dashed where it is negative, so that colour is not needed. */
function TreeEdge({ placed, largest }: { placed: PlacedNode<Branch>; largest: number }) {
  const from = nodePosition(placed.parent as PlacedNode<Branch>);
  const to = nodePosition(placed);
  const { contribution } = placed.node;
  const bend = COLUMN_WIDTH / 2;
  return (
    <path
      class={`tree-edge ${contribution < 0 ? "negative" : "positive"}`}
      stroke-width={1 + 7 * Math.sqrt(Math.abs(contribution) / largest)}
      d={`M${from.x} ${from.y}C${from.x + bend} ${from.y} ${to.x - bend} ${to.y} ${to.x} ${to.y}`}
    />
  );
}

function Node({ placed, record, network }: Props & { placed: PlacedNode<Branch> }) {
  const { node } = placed;
  const { x, y } = nodePosition(placed);
  const name = neuronName(network, node.layer, node.neuron);
  const value = node.contribution;
  const open = () => openExplanation(() => pathExplanation(placed, record, network), false);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a button cannot stand inside a picture
    <g
      class="tree-node"
      role="button"
      tabindex={0}
      aria-label={`${name}: ${formatCompact(value)}`}
      onClick={open}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        open();
      }}
    >
      <rect class="hit-area" x={x - 34} y={y - 30} width={68} height={46} />
      <circle cx={x} cy={y} r={14} />
      <text class="index" x={x} y={y}>
        {node.layer === network.sizes.length - 1
          ? (network.classes[node.neuron] ?? "").slice(0, 3)
          : node.neuron}
      </text>
      <text class={`term ${value < 0 ? "negative" : "positive"}`} x={x} y={y - 21}>
        {formatCompact(value)}
      </text>
    </g>
  );
}

/** What the terms add up to that are no branches, below the last branch. */
function OmittedTerms({
  placed,
  nodes,
}: {
  placed: PlacedNode<Branch>;
  nodes: PlacedNode<Branch>[];
}) {
  const last = nodes.filter((each) => each.parent === placed).at(-1);
  const { x, y } = last
    ? nodePosition({ depth: last.depth, row: lowestRow(last, nodes) })
    : nodePosition(placed);
  const { n_left_out: count, contribution, children } = placed.node;
  const rest = children.reduce((sum, child) => sum - child.contribution, contribution);
  return (
    <text class="others" x={x - 12} y={y + 30}>
      {t("treeOthers", { count })}: {formatCompact(rest)}
    </text>
  );
}

/** The lowest row of a node's descendants, with room for the note about omitted terms. */
function lowestRow(placed: PlacedNode<Branch>, nodes: PlacedNode<Branch>[]): number {
  const children = nodes.filter((each) => each.parent === placed);
  const own = placed.node.n_left_out > 0 ? 0.6 : 0;
  return Math.max(placed.row, ...children.map((child) => lowestRow(child, nodes))) + own;
}

/** All the factors of one way, from the weight to a neuron; with ∂C₀/∂z there they make the number. */
function pathExplanation(
  placed: PlacedNode<Branch>,
  record: ChainRuleRecord,
  network: NetworkParameters,
): Explanation {
  const { node } = placed;
  const { layer, source } = record.parameter;
  const parts: ExplanationPart[] = [
    {
      name: "∂z/∂w",
      value: formatCompact(record.dz_dw),
      ...(source === null ? {} : { of: { kind: "activation", layer: layer - 1, neuron: source } }),
    },
  ];
  for (const each of pathFromRoot(placed)) {
    const place = { layer: each.node.layer, neuron: each.node.neuron };
    const name = neuronName(network, place.layer, place.neuron);
    const above = each.parent?.node;
    if (above && above.da_dz !== null) {
      const slope = { kind: "da_dz", layer: above.layer, neuron: above.neuron } as const;
      parts.push({
        name: `∂a/∂z, ${neuronName(network, above.layer, above.neuron)}`,
        value: formatCompact(above.da_dz),
        of: slope,
      });
    }
    if (above && each.node.weight !== null) {
      parts.push({
        name: `w → ${name}`,
        value: formatCompact(each.node.weight),
        of: { kind: "weight", ...place, source: above.neuron },
      });
    }
  }
  parts.push({
    name: `∂C₀/∂z, ${neuronName(network, node.layer, node.neuron)}`,
    value: formatCompact(node.dC_dz),
    of: { kind: "dC_dz", layer: node.layer, neuron: node.neuron },
  });
  return {
    title: t("pathContribution"),
    value: formatCompact(node.contribution),
    text: t("pathContributionWhy"),
    parts,
  };
}

/** The nodes from the root to one, both among them. */
function pathFromRoot(placed: PlacedNode<Branch>): PlacedNode<Branch>[] {
  return placed.parent ? [...pathFromRoot(placed.parent), placed] : [placed];
}
