/** The table of nudges: a row for each weight, a column for each example, and the average. */

import type { ComponentChildren } from "preact";
import type { NetworkParameters } from "../../api/messages";
import type { ParameterPlace, RunningAverageRecord, TableRecord } from "../../api/records/backprop";
import { ExplainButton } from "../../components/ExplainButton";
import {
  formatCount,
  formatNudge,
  formatPlain,
  formatSignificant,
  signClass,
} from "../../i18n/numbers";
import { t } from "../../i18n/translate";
import { lastIndexAtMost } from "../../maths/search";
import type { Explainable, Explanation } from "../../state/explanation";
import { parameterName } from "./explanations";

import { averageCount, tableSet } from "./urlState";

interface Props {
  network: NetworkParameters;
  table: TableRecord;
  averages: RunningAverageRecord;
  waiting: boolean;
  head: (column: number, i: number) => ComponentChildren;
}

export function NudgeTable({ network, table, averages, waiting, head }: Props) {
  const index = lastIndexAtMost(averages.counts, averageCount.value);
  const n = averages.counts[index] as number;
  const all = n === averages.n_examples;
  const average = averages.averages[index] as number[];
  return (
    <table class="nudge-grid" aria-busy={waiting}>
      <thead>
        <tr>
          <td />
          {table.columns.map((column, i) => (
            <th key={column} scope="col">
              {head(column, i)}
            </th>
          ))}
          <td class="dots" aria-hidden="true">
            ⋯
          </td>
          <th scope="col" class="average">
            {t(all ? "averageAll" : "averageFew", { n: formatCount(n) })}
            <span class="gradient">{all ? "−∇C" : "→ −∇C"}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {table.places.map((place, row) => {
          const largest = Math.max(
            ...(table.nudges[row] as number[]).map(Math.abs),
            Math.abs(average[row] as number),
            1e-300,
          );
          return (
            <tr key={place.index}>
              <th scope="row" title={parameterName(network, place)}>
                <span class="symbol">
                  w<sub>{formatCount(place.index)}</sub>
                </span>
                <small>{parameterName(network, place)}</small>
              </th>
              {(table.nudges[row] as number[]).map((value, i) => (
                <Cell
                  key={table.columns[i]}
                  value={value}
                  share={Math.abs(value) / largest}
                  of={() => nudgeExplanation(network, table, row, i)}
                />
              ))}
              <td class="dots" aria-hidden="true">
                …
              </td>
              <Cell
                value={average[row] as number}
                share={Math.abs(average[row] as number) / largest}
                more="average"
                of={() => averageExplanation(network, averages, row, index)}
              />
            </tr>
          );
        })}
        <tr class="dots">
          <th>⋮</th>
          {table.columns.map((column) => (
            <td key={column}>⋮</td>
          ))}
          <td>⋱</td>
          <td class="average">⋮</td>
        </tr>
      </tbody>
    </table>
  );
}

function Cell(props: { value: number; share: number; of: Explainable; more?: string }) {
  const { value, share, of, more = "" } = props;
  return (
    <td class={`number ${signClass(value)} ${more}`}>
      <ExplainButton of={of}>{formatSignificant(value)}</ExplainButton>
      <svg class="cell-bar" viewBox="0 0 60 3" preserveAspectRatio="none" aria-hidden="true">
        <rect class={signClass(value)} x={60 - 60 * share} width={60 * share} height={3} />
      </svg>
    </td>
  );
}

/** −a_k δ of an example that need not be the one in view. */
function nudgeExplanation(
  network: NetworkParameters,
  table: TableRecord,
  row: number,
  i: number,
): Explanation {
  const place = table.places[row] as ParameterPlace;
  const { layer, neuron, source } = place;
  const number = table.columns[i] as number;
  const example = { kind: "example" as const, set: tableSet.value, number };
  const a = table.inputs[row]?.[i] as number;
  const delta = table.deltas[row]?.[i] as number;
  const label = network.classes[table.labels[i] as number] ?? "";
  return {
    title: t("cellTitle", { number, label, name: parameterName(network, place) }),
    value: formatNudge(table.nudges[row]?.[i] as number),
    tex:
      source === null
        ? "-\\frac{\\partial C_k}{\\partial b} = -\\frac{\\partial C_k}{\\partial z}"
        : "-\\frac{\\partial C_k}{\\partial w} = -a \\cdot \\frac{\\partial C_k}{\\partial z}",
    parts: [
      ...(source === null
        ? []
        : [
            {
              name: `a (${sourceName(network, place)})`,
              value: formatPlain(a),
              of: {
                kind: layer === 1 ? ("input" as const) : ("activation" as const),
                layer: layer - 1,
                neuron: source,
                example,
              },
            },
          ]),
      {
        name: "∂Cₖ/∂z",
        value: formatNudge(delta),
        of: { kind: "dC_dz", layer, neuron, example },
      },
    ],
  };
}

function sourceName(network: NetworkParameters, place: ParameterPlace): string {
  const { layer, source } = place;
  const shape = network.image_shape;
  if (layer > 1 || !shape || source === null) return String(source);
  return `${Math.floor(source / shape[1])}, ${source % shape[1]}`;
}

function averageExplanation(
  network: NetworkParameters,
  averages: RunningAverageRecord,
  row: number,
  index: number,
): Explanation {
  const place = averages.places[row] as ParameterPlace;
  const n = averages.counts[index] as number;
  const value = averages.averages[index]?.[row] as number;
  const all = averages.averages.at(-1)?.[row] as number;
  return {
    title: t("averageTitle", { n: formatCount(n), name: parameterName(network, place) }),
    value: formatNudge(value, 5),
    tex: `\\frac{1}{${n}} \\sum_{k=0}^{${n - 1}} \\left(-\\frac{\\partial C_k}{\\partial ${place.source === null ? "b" : "w"}}\\right)`,
    text: t("averageMeans", { n: formatCount(averages.n_examples) }),
    parts: [1, 10, 100, 1000, 10000]
      .filter((count) => count < n)
      .map((count) => {
        const earlier = lastIndexAtMost(averages.counts, count);
        return {
          name: t("averageFew", { n: formatCount(averages.counts[earlier] as number) }),
          value: formatNudge(averages.averages[earlier]?.[row] as number, 5),
        };
      })
      .concat([
        {
          name: t("averageAll", { n: formatCount(averages.n_examples) }),
          value: formatNudge(all, 5),
        },
      ]),
  };
}
