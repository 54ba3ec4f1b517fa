/** Any weight of the real network: the ways to the cost, the sums, the product, and the proof. */
import { useAnswer } from "../../api";
import { Formula } from "../../marks/Formula";
import type { Opened } from "../../messages";
import { quantityName } from "../../names";
import { Opens } from "../../origin/Opens";
import { about, empty, input, label, opened, seen, shown, standing } from "../../state";
import { say, short, signed } from "../../words";
import { DrawPanel } from "../network/DrawPanel";
import { LabelChoice } from "../network/LabelChoice";
import { Average } from "./Average";
import { Choose } from "./Choose";
import { ThreeWays } from "./FactorsPanel";
import { place } from "./here";
import type { ChainRuleRecord } from "./records";
import { TreeMark } from "./TreeMark";

export function NetworkPart() {
  const network = opened.value;
  const known = shown.value.kind === "example";
  const there = place.value && network && exists(network) ? place.value : null;
  const body =
    empty.value || (!known && label.value === null)
      ? null
      : { ...standing(), input: input.value, label: known ? null : label.value, place: there };
  const record = useAnswer<ChainRuleRecord>("explain/chain", body, seen.value);
  return (
    <div class="calculus-network">
      <div class="inputs">
        <DrawPanel />
        {!known && <LabelChoice />}
      </div>
      <div class="opened-weight">
        <p class="lead">{say("calculusLead")}</p>
        {!record || !network ? (
          <p class="quiet-text">{say(empty.value ? "nothingYet" : "needsLabelForDerivative")}</p>
        ) : (
          <>
            <Choose network={network} record={record} />
            <Opening network={network} record={record} />
            <Average network={network} about={about()} parameter={record.parameter} />
          </>
        )}
      </div>
    </div>
  );
}

function exists(network: Opened): boolean {
  const at = place.value;
  if (!at || at.layer < 1 || at.layer >= network.sizes.length) return false;
  return (
    at.neuron < (network.sizes[at.layer] as number) &&
    (at.source === null || at.source < (network.sizes[at.layer - 1] as number))
  );
}

function Opening({ network, record }: { network: Opened; record: ChainRuleRecord }) {
  const { layer, neuron, source } = record.parameter;
  const quantity = { layer, neuron, source };
  const kind = source === null ? "bias" : "weight";
  return (
    <section class="derivative" aria-label={say("realNetwork")}>
      <h2>
        {quantityName(network, { kind, ...quantity })}
        <span class="quiet-text"> {say("valueIs")} </span>
        <Opens of={{ kind, ...quantity }}>{signed(record.value)}</Opens>
      </h2>
      <section class="whole" tabindex={0} aria-label={say("factors")}>
        <Formula tex={record.latex.symbols} />
        <Formula tex={record.latex.factors} of={{ kind: `slope_of_${kind}`, ...quantity }} />
      </section>
      <p class="product">
        ∂C₀/∂{source === null ? "b" : "w"} ={" "}
        <Opens class="total" of={{ kind: `slope_of_${kind}`, ...quantity }}>
          {short(record.product)}
        </Opens>
      </p>
      <h3>{say("pathTree")}</h3>
      <TreeMark record={record} network={network} />
      <ThreeWays slope={record} />
    </section>
  );
}
