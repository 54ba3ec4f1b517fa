/** Two charts over the steps of training: the cost above, the accuracy below. */

import { LineChart, type LineSeries } from "../../charts/LineChart";
import { formatFixed, formatShortPercent } from "../../i18n/numbers";
import { t } from "../../i18n/translate";

export function CostAndAccuracy(props: {
  costs: LineSeries[];
  accuracies: LineSeries[];
  step: number;
  digits: number;
  highestCost?: number;
  lowestAccuracy?: number;
}) {
  return (
    <>
      <LineChart
        title={t("cost")}
        lines={props.costs}
        step={props.step}
        height={210}
        low={0}
        high={props.highestCost}
        show={(value) => formatFixed(value, props.digits)}
      />
      <LineChart
        title={t("accuracy")}
        lines={props.accuracies}
        step={props.step}
        height={210}
        low={props.lowestAccuracy ?? 0}
        high={1}
        show={formatShortPercent}
      />
    </>
  );
}
