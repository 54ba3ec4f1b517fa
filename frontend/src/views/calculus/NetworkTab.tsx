/** The derivative for any weight of the network: all paths to the cost, their sum, and a check. */

import type { NetworkParameters } from "../../api/messages";
import type { ChainRuleRecord } from "../../api/records/calculus";
import { useQueryData } from "../../api/useQuery";
import { ExplainButton } from "../../components/ExplainButton";
import { Formula } from "../../components/Formula";
import { InputPanel } from "../../components/input/InputPanel";
import { LabelSelect } from "../../components/input/LabelSelect";
import { quantityName } from "../../i18n/names";
import { formatCompact, formatSigned } from "../../i18n/numbers";
import { t } from "../../i18n/translate";
import { activations, input, inputSource, isInputEmpty, label } from "../../state/input";
import { loadedNetwork, modelQuery, pausedModelQuery } from "../../state/model";
import { AverageDerivative } from "./AverageDerivative";
import { DerivativeComparison } from "./DerivativeComparison";

import { ParameterSelect } from "./ParameterSelect";
import { TreeChart } from "./TreeChart";
import { selectedParameter } from "./urlState";

export function NetworkTab() {
  const network = loadedNetwork.value;
  const isLabelKnown = inputSource.value.kind === "example";
  const parameter =
    selectedParameter.value && network && parameterExists(network) ? selectedParameter.value : null;
  const body =
    isInputEmpty.value || (!isLabelKnown && label.value === null)
      ? null
      : {
          ...pausedModelQuery(),
          input: input.value,
          label: isLabelKnown ? null : label.value,
          place: parameter,
        };
  const record = useQueryData<ChainRuleRecord>("explain/chain", body, activations.value);
  return (
    <div class="calculus-network">
      <div class="inputs">
        <InputPanel />
        {!isLabelKnown && <LabelSelect />}
      </div>
      <div class="parameter-derivative">
        <p class="lead">{t("calculusLead")}</p>
        {!record || !network ? (
          <p class="quiet-text">
            {t(isInputEmpty.value ? "nothingYet" : "needsLabelForDerivative")}
          </p>
        ) : (
          <>
            <ParameterSelect network={network} record={record} />
            <Derivative network={network} record={record} />
            <AverageDerivative
              network={network}
              about={modelQuery()}
              parameter={record.parameter}
            />
          </>
        )}
      </div>
    </div>
  );
}

function parameterExists(network: NetworkParameters): boolean {
  const place = selectedParameter.value;
  if (!place || place.layer < 1 || place.layer >= network.sizes.length) return false;
  return (
    place.neuron < (network.sizes[place.layer] as number) &&
    (place.source === null || place.source < (network.sizes[place.layer - 1] as number))
  );
}

function Derivative({ network, record }: { network: NetworkParameters; record: ChainRuleRecord }) {
  const { layer, neuron, source } = record.parameter;
  const quantity = { layer, neuron, source };
  const kind = source === null ? "bias" : "weight";
  return (
    <section class="derivative" aria-label={t("realNetwork")}>
      <h2>
        {quantityName(network, { kind, ...quantity })}
        <span class="quiet-text"> {t("valueIs")} </span>
        <ExplainButton of={{ kind, ...quantity }}>{formatSigned(record.value)}</ExplainButton>
      </h2>
      <section class="full-formula" tabindex={0} aria-label={t("factors")}>
        <Formula tex={record.latex.symbols} />
        <Formula
          tex={record.latex.factors}
          of={{ kind: kind === "bias" ? "dC_db" : "dC_dw", ...quantity }}
        />
      </section>
      <p class="product">
        ∂C₀/∂{source === null ? "b" : "w"} ={" "}
        <ExplainButton
          class="total"
          of={{ kind: kind === "bias" ? "dC_db" : "dC_dw", ...quantity }}
        >
          {formatCompact(record.product)}
        </ExplainButton>
      </p>
      <h3>{t("pathTree")}</h3>
      <TreeChart record={record} network={network} />
      <DerivativeComparison slope={record} />
    </section>
  );
}
