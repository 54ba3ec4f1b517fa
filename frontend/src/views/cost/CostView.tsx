/** The cost: the terms of one example that add up to it, and its mean over all of them. */
import { type CostRecord, type CostsRecord, useAnswer } from "../../api";
import { Bars } from "../../marks/Bars";
import { Formula } from "../../marks/Formula";
import { Gallery } from "../../marks/Gallery";
import type { Because } from "../../origin/asked";
import { Opens } from "../../origin/Opens";
import { empty, input, label, opened, shown, standing } from "../../state";
import { fixed, say, short, whole } from "../../words";
import { DrawPanel } from "../network/DrawPanel";
import { LabelChoice } from "../network/LabelChoice";

/** How many of the worst and of the best are shown. */
const MOST = 12;

export function CostView() {
  return (
    <div class="cost-view">
      <DrawPanel />
      <OneExample />
      <AllExamples />
    </div>
  );
}

function OneExample() {
  const known = shown.value.kind === "example";
  const body =
    empty.value || (!known && label.value === null)
      ? null
      : { ...standing(), input: input.value, label: known ? null : label.value };
  const record = useAnswer<CostRecord>("explain/cost", body);
  const classes = opened.value?.classes ?? [];
  return (
    <section class="one" aria-label={say("costOf")}>
      <h2>{say("costOf")}</h2>
      {!known && <LabelChoice />}
      {record ? (
        <Terms record={record} classes={classes} />
      ) : (
        <p class="quiet-text">{say(empty.value ? "nothingYet" : "needsLabelForCost")}</p>
      )}
    </section>
  );
}

/** How one term is written, where the cost is a sum of squares. */
const SQUARES: Record<string, string> = { squared_error: "", half_squared_error: "½ " };

function Terms({ record, classes }: { record: CostRecord; classes: string[] }) {
  const most = Math.max(...record.terms, 1e-12);
  const square = SQUARES[record.cost];
  const last = (opened.value?.sizes.length ?? 1) - 1;
  return (
    <>
      <table class="terms ten">
        <thead>
          <tr>
            <th scope="col">{say("classColumn")}</th>
            <th scope="col" class="number">
              {say("outputColumn")}
            </th>
            <th scope="col" class="number">
              {say("target")}
            </th>
            <th scope="col" colSpan={2}>
              {say("contribution")}
            </th>
          </tr>
        </thead>
        <tbody>
          {record.terms.map((term, j) => (
            <tr key={classes[j]} class={j === record.label ? "desired" : ""}>
              <th scope="row">{classes[j]}</th>
              <td class="number">
                <Opens of={{ kind: "activation", layer: last, neuron: j }}>
                  {fixed(record.outputs[j] as number, 4)}
                </Opens>
              </td>
              <td class="number">
                <Opens of={{ kind: "desired", layer: last, neuron: j }}>
                  {fixed(record.desired[j] as number, 2)}
                </Opens>
              </td>
              <td class="number">
                {square !== undefined && (
                  <span class="quiet-text">
                    {square}({fixed(record.outputs[j] as number, 2)} −{" "}
                    {fixed(record.desired[j] as number, 2)})² ={" "}
                  </span>
                )}
                <Opens of={{ kind: "cost_term", layer: last, neuron: j }}>{fixed(term, 4)}</Opens>
              </td>
              <td class="bar">
                <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                  <rect class="negative" y={1} width={(100 * term) / most} height={8} />
                </svg>
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={3}>
              C₀ <span class="quiet-text">{say("costFormula")}</span>
            </th>
            <td class="number total">
              <Opens of={{ kind: "cost" }}>{fixed(record.total, 4)}</Opens>
            </td>
            <td />
          </tr>
        </tfoot>
      </table>
      {record.cost === "squared_error" && (
        <Formula
          tex={`C_0 = \\sum_j (a_j - y_j)^2 = \\mathbf{${record.total.toFixed(4)}}`}
          of={{ kind: "cost" }}
        />
      )}
    </>
  );
}

function AllExamples() {
  // Not before the network is known, and again when it is another one.
  const network = opened.value;
  const asked = network ? { ...standing(), most: MOST } : null;
  const record = useAnswer<CostsRecord>("analyse/cost", asked);
  if (!record || !network) return <section class="all" aria-busy="true" />;
  const n = record.n_per_class.reduce((sum, count) => sum + count, 0);
  const title = say("costAll", { n: whole(n) });
  return (
    <section class="all" aria-label={title}>
      <h2>
        {title}:{" "}
        <Opens class="total" of={() => meanCost(record, network.classes)}>
          {fixed(record.total, 4)}
        </Opens>
      </h2>
      <div class="two">
        <Bars
          title={say("perClass")}
          names={network.classes}
          values={record.per_class.map((value) => value ?? 0)}
          show={(value) => fixed(value, 3)}
          of={(j) => ofClass(record, j, network.classes[j] as string)}
        />
        <Bars
          title={say("costDistribution")}
          names={record.counts.map((_, bin) =>
            say("upTo", { edge: Number((record.edges[bin + 1] as number).toPrecision(2)) }),
          )}
          values={record.counts}
          show={(value) => whole(value)}
          of={(bin) => ofBin(record, bin)}
        />
      </div>
      <Gallery
        title={say("worst")}
        numbers={record.worst}
        caption={(i) =>
          `${network.classes[record.worst_labels[i] as number]} → ${network.classes[record.worst_said[i] as number]}`
        }
        value={{ of: { kind: "cost" }, show: (i) => fixed(record.worst_costs[i] as number, 2) }}
      />
      <Gallery
        title={say("best")}
        numbers={record.best}
        caption={(i) => String(record.best[i])}
        value={{ of: { kind: "cost" }, show: (i) => short(record.best_costs[i] as number, 1) }}
      />
    </section>
  );
}

/** The mean over all is the mean of the classes' means, each as often as it has examples. */
function meanCost(record: CostsRecord, classes: string[]): Because {
  const n = record.n_per_class.reduce((sum, count) => sum + count, 0);
  return {
    title: say("costAll", { n: whole(n) }),
    value: fixed(record.total, 4),
    tex: `C = \\frac{1}{n} \\sum_k C_k, \\quad n = ${n}`,
    parts: classes.map((name, j) => ({
      name: say("classShare", { name, n: whole(record.n_per_class[j] as number) }),
      value: fixed(((record.per_class[j] ?? 0) * (record.n_per_class[j] as number)) / n, 4),
      of: () => ofClass(record, j, name),
    })),
  };
}

function ofClass(record: CostsRecord, j: number, name: string): Because {
  const n = record.n_per_class[j] as number;
  return {
    title: say("classMean", { name }),
    value: fixed(record.per_class[j] ?? 0, 4),
    tex: `\\frac{1}{${n}} \\sum_{k\\,:\\,y_k = ${j}} C_k`,
    text: say("classMeanWhy", { n: whole(n), name }),
  };
}

function ofBin(record: CostsRecord, bin: number): Because {
  const [from, to] = [record.edges[bin] as number, record.edges[bin + 1] as number];
  return {
    title: say("costDistribution"),
    value: whole(record.counts[bin] as number),
    text: say("costDistributionWhy", { from: short(from), to: short(to) }),
  };
}
