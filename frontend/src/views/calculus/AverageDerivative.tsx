/** The same derivative, averaged over many examples: what gradient descent follows. */

import type { NetworkParameters } from "../../api/messages";
import type { AverageRecord, ChainRuleRecord } from "../../api/records/calculus";
import { useQueryData } from "../../api/useQuery";
import { ExplainButton } from "../../components/ExplainButton";
import { Formula } from "../../components/Formula";
import { formatCompact, formatCount } from "../../i18n/numbers";
import { t } from "../../i18n/translate";
import type { modelQuery as aboutNow } from "../../state/model";

const EXAMPLE_COUNT = 1000;

interface Props {
  network: NetworkParameters;
  about: ReturnType<typeof aboutNow>;
  parameter: ChainRuleRecord["parameter"];
}

export function AverageDerivative({ about, parameter }: Props) {
  const { layer, neuron, source } = parameter;
  const record = useQueryData<AverageRecord>("explain/average", {
    ...about,
    place: { layer, neuron, source },
    examples: EXAMPLE_COUNT,
  });
  const n = formatCount(record?.slopes.length ?? EXAMPLE_COUNT);
  return (
    <section class="average" aria-label={t("averageOfMany", { n })} aria-busy={!record}>
      <h3>{t("averageOfMany", { n })}</h3>
      {record && (
        <>
          <Formula tex={record.latex.symbols} />
          <p>
            {t("averageText", { n })} {t("meanIs")}{" "}
            <ExplainButton
              class="total"
              of={() => ({
                title: t("averageOfMany", { n }),
                value: formatCompact(record.mean),
                tex: record.latex.numbers,
                text: t("averageWhy"),
              })}
            >
              {formatCompact(record.mean)}
            </ExplainButton>
            , {t("standardDeviation")}{" "}
            <ExplainButton
              of={() => ({
                title: t("standardDeviation"),
                value: formatCompact(record.standard_deviation),
                text: t("standardDeviationWhy"),
              })}
            >
              {formatCompact(record.standard_deviation)}
            </ExplainButton>
          </p>
        </>
      )}
    </section>
  );
}
