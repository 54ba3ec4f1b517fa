/**
 * The gradient in all its dimensions: in words, as images by layer, and two components compared.
 */

import { useMemo } from "preact/hooks";
import type { NetworkParameters } from "../../api/messages";
import type { GradientRecord } from "../../api/records/gradientDescent";
import { useDebouncedQuery } from "../../api/useQuery";
import { SignedImage } from "../../charts/SignedImage";
import { ComputingStatus } from "../../components/ComputingStatus";
import { ExplainButton } from "../../components/ExplainButton";
import { neuronName, quantityName } from "../../i18n/names";
import { formatCompact, formatCount, formatPercent, formatSigned } from "../../i18n/numbers";
import { t } from "../../i18n/translate";
import { type ParameterPosition, parameterAt, parameterOffsets } from "../../maths/parameters";
import { input, inputSource, isInputEmpty, label } from "../../state/input";
import { loadedNetwork, pausedModelQuery } from "../../state/model";

import { imageColumns } from "../inspect/neuronSelect";

import { areExamplesChosen, ExamplesSelect } from "./ExamplesSelect";
import {
  componentOrder,
  exampleCount,
  exampleSet,
  firstCompared,
  secondCompared,
  shownLayer,
} from "./urlState";

const ROW_COUNT = 16;
const LEVEL_TEXTS = {
  3: "increaseLot",
  2: "increaseSome",
  1: "increaseLittle",
  0: "stays",
  "-1": "decreaseLittle",
  "-2": "decreaseSome",
  "-3": "decreaseLot",
} as const;

/** What a question about a set of examples says of itself. */
export function examplesQuery() {
  const isLabelKnown = inputSource.value.kind === "example";
  return {
    ...pausedModelQuery(),
    over: exampleSet.value,
    examples: exampleCount.value,
    ...(exampleSet.value === "input"
      ? { input: input.value, label: isLabelKnown ? null : label.value }
      : {}),
  };
}

export function GradientTab() {
  const network = loadedNetwork.value;
  const query = useDebouncedQuery<GradientRecord>(
    "explain/gradient",
    areExamplesChosen() ? examplesQuery() : null,
  );
  const record = query.data;
  const isForNetwork = network && record?.components.length === parameterOffsets(network).total;
  return (
    <>
      <p class="lead">{t("gradientLead")}</p>
      <div class="row controls">
        <ExamplesSelect />
        <span class="quiet-text" role="status">
          {query.isLoading && record ? t("computing") : ""}
        </span>
      </div>
      {!areExamplesChosen() ? (
        <p class="quiet-text">{t(isInputEmpty.value ? "nothingYet" : "needsLabelForDerivative")}</p>
      ) : record && network && isForNetwork ? (
        <div class="gradient">
          <ComponentTable record={record} network={network} />
          <div class="gradient-images">
            <LayerNorms record={record} />
            <GradientImages record={record} network={network} />
          </div>
        </div>
      ) : (
        <ComputingStatus />
      )}
    </>
  );
}

function parameterName(network: NetworkParameters, at: ParameterPosition): string {
  return quantityName(network, { kind: at.source === null ? "bias" : "weight", ...at });
}

function componentExplanation(record: GradientRecord, network: NetworkParameters, index: number) {
  const at = parameterAt(network, index);
  const n = formatCount(record.n_examples);
  return {
    title: parameterName(network, at),
    value: formatSigned(record.components[index] as number, 6),
    tex: `-\\frac{\\partial C}{\\partial w_{${index}}} = -\\frac{1}{${record.n_examples}} \\sum_k \\frac{\\partial C_k}{\\partial w_{${index}}}`,
    text: t("componentWhy", { n }),
    parts: [
      {
        name: t("slopeOfThis"),
        value: "∂C₀/∂w",
        of: { kind: at.source === null ? "dC_db" : "dC_dw", ...at } as const,
      },
    ],
  };
}

function ComponentTable({
  record,
  network,
}: {
  record: GradientRecord;
  network: NetworkParameters;
}) {
  const rows = useMemo(() => {
    const within = (index: number) =>
      shownLayer.value === 0 || parameterAt(network, index).layer === shownLayer.value;
    const all =
      componentOrder.value === "size" ? record.largest : record.components.map((_, i) => i);
    const indices: number[] = [];
    for (const index of all) {
      if (indices.length === ROW_COUNT) break;
      if (within(index)) indices.push(index);
    }
    return indices;
  }, [record, network, shownLayer.value, componentOrder.value]);
  return (
    <section aria-label={t("inWords")}>
      <div class="row controls">
        <label class="field">
          {t("layer")}
          <select
            value={shownLayer.value}
            onChange={(event) => {
              shownLayer.value = Number(event.currentTarget.value);
            }}
          >
            <option value={0}>{t("allLayers")}</option>
            {network.sizes.slice(1).map((_, i) => (
              <option key={i + 1} value={i + 1}>
                {i + 1}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          {t("sortBy")}
          <select
            value={componentOrder.value}
            onChange={(event) => {
              componentOrder.value = event.currentTarget.value as typeof componentOrder.value;
            }}
          >
            <option value="size">{t("bySize")}</option>
            <option value="place">{t("byPosition")}</option>
          </select>
        </label>
      </div>
      <table class="terms gradient-components">
        <caption>{t("compareTwo")}</caption>
        <tbody>
          {rows.map((index) => (
            <ComponentRow key={index} record={record} network={network} index={index} />
          ))}
        </tbody>
      </table>
      <ComponentComparison record={record} network={network} />
    </section>
  );
}

function ComponentRow(props: {
  record: GradientRecord;
  network: NetworkParameters;
  index: number;
}) {
  const { record, network, index } = props;
  const value = record.components[index] as number;
  const level = String(record.levels[index]) as keyof typeof LEVEL_TEXTS;
  const chosen = index === firstCompared.value || index === secondCompared.value;
  return (
    <tr class={chosen ? "chosen" : ""}>
      <td>
        <input
          type="checkbox"
          checked={chosen}
          aria-label={t("compareThis", {
            name: parameterName(network, parameterAt(network, index)),
          })}
          onChange={() => {
            if (index === firstCompared.value) {
              firstCompared.value = secondCompared.value;
              secondCompared.value = -1;
            } else if (index === secondCompared.value) secondCompared.value = -1;
            else if (firstCompared.value < 0) firstCompared.value = index;
            else secondCompared.value = index;
          }}
        />
      </td>
      <th scope="row">{parameterName(network, parameterAt(network, index))}</th>
      <td class={value < 0 ? "negative" : "positive"}>{t(LEVEL_TEXTS[level])}</td>
      <td class="number">
        <ExplainButton of={() => componentExplanation(record, network, index)}>
          {formatSigned(value, 5)}
        </ExplainButton>
      </td>
    </tr>
  );
}

function ComponentComparison({
  record,
  network,
}: {
  record: GradientRecord;
  network: NetworkParameters;
}) {
  const [a, b] = [record.components[firstCompared.value], record.components[secondCompared.value]];
  if (a === undefined || b === undefined) return null;
  const [large, small] =
    Math.abs(a) >= Math.abs(b)
      ? [firstCompared.value, secondCompared.value]
      : [secondCompared.value, firstCompared.value];
  const [top, bottom] = [record.components[large] as number, record.components[small] as number];
  if (bottom === 0)
    return <p>{t("mattersNot", { name: parameterName(network, parameterAt(network, small)) })}</p>;
  const times = Math.abs(top / bottom);
  return (
    <p class="compared" aria-live="polite">
      {t("mattersTimes", {
        name: parameterName(network, parameterAt(network, large)),
        than: parameterName(network, parameterAt(network, small)),
      })}{" "}
      <ExplainButton
        class="total"
        of={() => ({
          title: t("asImportance"),
          value: formatCompact(times),
          tex: `\\frac{|${top.toPrecision(4)}|}{|${bottom.toPrecision(4)}|}`,
          parts: [large, small].map((index) => ({
            name: parameterName(network, parameterAt(network, index)),
            value: formatSigned(record.components[index] as number, 6),
            of: () => componentExplanation(record, network, index),
          })),
        })}
      >
        {formatCompact(times)} ×
      </ExplainButton>
    </p>
  );
}

function LayerNorms({ record }: { record: GradientRecord }) {
  return (
    <table class="terms bars">
      <caption>
        ‖∇C‖ ={" "}
        <ExplainButton
          of={() => ({
            title: "‖∇C‖",
            value: formatCompact(record.norm),
            text: t("gradientLengthWhy", {
              count: formatCount(record.components.length),
            }),
            parts: record.layers.map((each) => ({
              name: t("shareOfLayer", { layer: each.layer }),
              value: formatPercent(each.share),
            })),
          })}
        >
          {formatCompact(record.norm)}
        </ExplainButton>
      </caption>
      <tbody>
        {record.layers.map((each) => (
          <tr key={each.layer}>
            <th scope="row">
              {t("layer")} {each.layer}
            </th>
            <td class="bar">
              <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                <rect class="positive" y={1} width={100 * each.share} height={8} />
              </svg>
            </td>
            <td class="number">
              <ExplainButton
                of={() => ({
                  title: t("shareOfLayer", { layer: each.layer }),
                  value: formatPercent(each.share),
                  text: t("shareOfLayerWhy"),
                  parts: [
                    { name: t("ofWeights"), value: formatCompact(each.weights) },
                    { name: t("ofBiases"), value: formatCompact(each.biases) },
                  ],
                })}
              >
                {formatPercent(each.share)}
              </ExplainButton>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function GradientImages({
  record,
  network,
}: {
  record: GradientRecord;
  network: NetworkParameters;
}) {
  const at = shownLayer.value === 0 ? 1 : Math.min(shownLayer.value, network.sizes.length - 1);
  const [inputs, size] = [network.sizes[at - 1] as number, network.sizes[at] as number];
  const from = parameterOffsets(network).starts[at - 1] as number;
  const rows = useMemo(
    () =>
      Array.from({ length: size }, (_, j) =>
        record.components.slice(from + j * inputs, from + (j + 1) * inputs),
      ),
    [record, from, inputs, size],
  );
  const largest = useMemo(() => Math.max(...rows.flat().map(Math.abs), 1e-300), [rows]);
  return (
    <figure>
      <figcaption>{t("gradientPictures", { layer: at })}</figcaption>
      <ul class="tiles small">
        {rows.map((row, j) => (
          <li key={neuronName(network, at, j)}>
            <SignedImage
              values={row}
              count={inputs}
              columns={imageColumns(network, at)}
              label={neuronName(network, at, j)}
              scaleMax={largest}
            />
            <span class="number">{at === network.sizes.length - 1 ? network.classes[j] : j}</span>
          </li>
        ))}
      </ul>
    </figure>
  );
}
