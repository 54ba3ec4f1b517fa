/** The cost: the terms of one example that add up to it, and its mean over all of them. */

import type { CostRecord, CostsRecord } from "../../api/records/cost";
import { useQueryData } from "../../api/useQuery";
import { BarTable } from "../../components/BarTable";
import { ExampleGallery } from "../../components/ExampleGallery";
import { ExplainButton } from "../../components/ExplainButton";
import { Formula } from "../../components/Formula";
import { InputPanel } from "../../components/input/InputPanel";
import { LabelSelect } from "../../components/input/LabelSelect";
import { formatCompact, formatCount, formatFixed } from "../../i18n/numbers";
import { t } from "../../i18n/translate";
import type { Explanation } from "../../state/explanation";
import { input, inputSource, isInputEmpty, label } from "../../state/input";
import { loadedNetwork, pausedModelQuery } from "../../state/model";

/** How many of the worst and of the best are shown. */
const GALLERY_SIZE = 12;

export function CostView() {
  return (
    <div class="cost-view">
      <InputPanel />
      <ExampleCost />
      <DatasetCost />
    </div>
  );
}

function ExampleCost() {
  const isLabelKnown = inputSource.value.kind === "example";
  const body =
    isInputEmpty.value || (!isLabelKnown && label.value === null)
      ? null
      : { ...pausedModelQuery(), input: input.value, label: isLabelKnown ? null : label.value };
  const record = useQueryData<CostRecord>("explain/cost", body);
  const classes = loadedNetwork.value?.classes ?? [];
  return (
    <section class="example-cost" aria-label={t("costOf")}>
      <h2>{t("costOf")}</h2>
      {!isLabelKnown && <LabelSelect />}
      {record ? (
        <CostTerms record={record} classes={classes} />
      ) : (
        <p class="quiet-text">{t(isInputEmpty.value ? "nothingYet" : "needsLabelForCost")}</p>
      )}
    </section>
  );
}

/** How one term is written, where the cost is a sum of squares. */
const SQUARE_FACTORS: Record<string, string> = { squared_error: "", half_squared_error: "½ " };

function CostTerms({ record, classes }: { record: CostRecord; classes: string[] }) {
  const largest = Math.max(...record.terms, 1e-12);
  const square = SQUARE_FACTORS[record.cost_function];
  const last = (loadedNetwork.value?.sizes.length ?? 1) - 1;
  return (
    <>
      <table class="terms cost-terms">
        <thead>
          <tr>
            <th scope="col">{t("classColumn")}</th>
            <th scope="col" class="number">
              {t("outputColumn")}
            </th>
            <th scope="col" class="number">
              {t("target")}
            </th>
            <th scope="col" colSpan={2}>
              {t("contribution")}
            </th>
          </tr>
        </thead>
        <tbody>
          {record.terms.map((term, j) => (
            <tr key={classes[j]} class={j === record.label ? "correct" : ""}>
              <th scope="row">{classes[j]}</th>
              <td class="number">
                <ExplainButton of={{ kind: "activation", layer: last, neuron: j }}>
                  {formatFixed(record.outputs[j] as number, 4)}
                </ExplainButton>
              </td>
              <td class="number">
                <ExplainButton of={{ kind: "target", layer: last, neuron: j }}>
                  {formatFixed(record.target[j] as number, 2)}
                </ExplainButton>
              </td>
              <td class="number">
                {square !== undefined && (
                  <span class="quiet-text">
                    {square}({formatFixed(record.outputs[j] as number, 2)} −{" "}
                    {formatFixed(record.target[j] as number, 2)})² ={" "}
                  </span>
                )}
                <ExplainButton of={{ kind: "cost_term", layer: last, neuron: j }}>
                  {formatFixed(term, 4)}
                </ExplainButton>
              </td>
              <td class="bar">
                <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                  <rect class="negative" y={1} width={(100 * term) / largest} height={8} />
                </svg>
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={3}>
              C₀ <span class="quiet-text">{t("costFormula")}</span>
            </th>
            <td class="number total">
              <ExplainButton of={{ kind: "cost" }}>{formatFixed(record.total, 4)}</ExplainButton>
            </td>
            <td />
          </tr>
        </tfoot>
      </table>
      {record.cost_function === "squared_error" && (
        <Formula
          tex={`C_0 = \\sum_j (a_j - y_j)^2 = \\mathbf{${record.total.toFixed(4)}}`}
          of={{ kind: "cost" }}
        />
      )}
    </>
  );
}

function DatasetCost() {
  // Not before the network is known, and again when it is another one.
  const network = loadedNetwork.value;
  const body = network ? { ...pausedModelQuery(), limit: GALLERY_SIZE } : null;
  const record = useQueryData<CostsRecord>("analyse/cost", body);
  if (!record || !network) return <section class="dataset-cost" aria-busy="true" />;
  const n = record.n_per_class.reduce((sum, count) => sum + count, 0);
  const title = t("costAll", { n: formatCount(n) });
  return (
    <section class="dataset-cost" aria-label={title}>
      <h2>
        {title}:{" "}
        <ExplainButton class="total" of={() => meanCostExplanation(record, network.classes)}>
          {formatFixed(record.total, 4)}
        </ExplainButton>
      </h2>
      <div class="two-columns">
        <BarTable
          title={t("perClass")}
          names={network.classes}
          values={record.per_class.map((value) => value ?? 0)}
          show={(value) => formatFixed(value, 3)}
          of={(j) => classCostExplanation(record, j, network.classes[j] as string)}
        />
        <BarTable
          title={t("costDistribution")}
          names={record.counts.map((_, bin) =>
            t("upTo", { edge: Number((record.edges[bin + 1] as number).toPrecision(2)) }),
          )}
          values={record.counts}
          show={(value) => formatCount(value)}
          of={(bin) => binExplanation(record, bin)}
        />
      </div>
      <ExampleGallery
        title={t("worst")}
        numbers={record.worst}
        caption={(i) =>
          `${network.classes[record.worst_labels[i] as number]} → ${network.classes[record.worst_predicted[i] as number]}`
        }
        value={{
          of: { kind: "cost" },
          show: (i) => formatFixed(record.worst_costs[i] as number, 2),
        }}
      />
      <ExampleGallery
        title={t("best")}
        numbers={record.best}
        caption={(i) => String(record.best[i])}
        value={{
          of: { kind: "cost" },
          show: (i) => formatCompact(record.best_costs[i] as number, 1),
        }}
      />
    </section>
  );
}

/** The mean over all is the mean of the classes' means, each as often as it has examples. */
function meanCostExplanation(record: CostsRecord, classes: string[]): Explanation {
  const n = record.n_per_class.reduce((sum, count) => sum + count, 0);
  return {
    title: t("costAll", { n: formatCount(n) }),
    value: formatFixed(record.total, 4),
    tex: `C = \\frac{1}{n} \\sum_k C_k, \\quad n = ${n}`,
    parts: classes.map((name, j) => ({
      name: t("classShare", { name, n: formatCount(record.n_per_class[j] as number) }),
      value: formatFixed(((record.per_class[j] ?? 0) * (record.n_per_class[j] as number)) / n, 4),
      of: () => classCostExplanation(record, j, name),
    })),
  };
}

function classCostExplanation(record: CostsRecord, j: number, name: string): Explanation {
  const n = record.n_per_class[j] as number;
  return {
    title: t("classMean", { name }),
    value: formatFixed(record.per_class[j] ?? 0, 4),
    tex: `\\frac{1}{${n}} \\sum_{k\\,:\\,y_k = ${j}} C_k`,
    text: t("classMeanWhy", { n: formatCount(n), name }),
  };
}

function binExplanation(record: CostsRecord, bin: number): Explanation {
  const [from, to] = [record.edges[bin] as number, record.edges[bin + 1] as number];
  return {
    title: t("costDistribution"),
    value: formatCount(record.counts[bin] as number),
    text: t("costDistributionWhy", { from: formatCompact(from), to: formatCompact(to) }),
  };
}
