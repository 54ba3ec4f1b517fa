/** One derivative, computed in three ways that agree. */

import type { ChainSlope } from "../../api/records/calculus";
import { ExplainButton } from "../../components/ExplainButton";
import { formatCompact } from "../../i18n/numbers";
import { t } from "../../i18n/translate";

export function DerivativeComparison({
  slope,
}: {
  slope: Pick<ChainSlope, "product" | "derivative" | "finite_difference" | "at_kink">;
}) {
  const agree = sharedDigits(slope.product, slope.finite_difference);
  return (
    <table class="terms derivative-comparison">
      <caption>{t("sameThreeWays")}</caption>
      <tbody>
        {(
          [
            ["wayProduct", slope.product],
            ["wayBackprop", slope.derivative],
            ["wayDifference", slope.finite_difference],
          ] as const
        ).map(([word, value]) => (
          <tr key={word}>
            <th scope="row">{t(word)}</th>
            <td class="number">
              <ExplainButton
                of={() => ({ title: t(word), value: formatCompact(value), text: t(`${word}Why`) })}
              >
                {formatCompact(value, 9)}
              </ExplainButton>
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td colSpan={2}>{slope.at_kink ? t("atKink") : t("agreeTo", { digits: agree })}</td>
        </tr>
      </tfoot>
    </table>
  );
}

/** To how many digits two numbers are the same; 12 at the most is spoken of. */
export function sharedDigits(one: number, other: number): number {
  if (one === other) return 12;
  const apart = Math.abs(one - other) / Math.max(Math.abs(one), Math.abs(other));
  return Math.max(0, Math.min(12, Math.floor(-Math.log10(apart))));
}
