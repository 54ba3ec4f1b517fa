/** The cost landscape of the network on a plane, with the path of the training. */

import { useMemo } from "preact/hooks";
import type { PlaneRecord } from "../../api/records/gradientDescent";
import { useDebouncedQuery } from "../../api/useQuery";
import { ContourChart } from "../../charts/ContourChart";
import { SurfaceChart } from "../../charts/SurfaceChart";
import { ComputingStatus } from "../../components/ComputingStatus";
import { ExplainButton } from "../../components/ExplainButton";
import { formatCompact, formatCount, formatFixed, formatPercent } from "../../i18n/numbers";
import { t } from "../../i18n/translate";
import { pausedModelQuery } from "../../state/model";
import { goToView } from "../../state/navigation";

import { planeDirections, planeSeed, planeSpan, surfaceRotation } from "./urlState";

export function LandscapeTab() {
  const query = useDebouncedQuery<PlaneRecord>("descent/plane", {
    ...pausedModelQuery(),
    directions: planeDirections.value,
    span: planeSpan.value,
    seed: planeSeed.value,
  });
  const record = query.data;
  return (
    <>
      <p class="lead">{t(planeDirections.value === "path" ? "pathLead" : "randomLead")}</p>
      <div class="row controls">
        <label class="field">
          {t("thePlane")}
          <select
            value={planeDirections.value}
            onChange={(event) => {
              planeDirections.value = event.currentTarget.value as typeof planeDirections.value;
            }}
          >
            <option value="path">{t("planeOfPath")}</option>
            <option value="random">{t("planeRandom")}</option>
          </select>
        </label>
        <label class="slider learning-rate">
          <span>{t("visibleRange")}</span>
          <input
            type="range"
            min={0.1}
            max={4}
            step={0.1}
            value={planeSpan.value}
            onInput={(event) => {
              planeSpan.value = event.currentTarget.valueAsNumber;
            }}
          />
          <output class="number">{formatFixed(planeSpan.value, 1)}</output>
        </label>
        {planeDirections.value === "random" && (
          <button
            type="button"
            onClick={() => {
              planeSeed.value = (planeSeed.value + 1) % 1_000_000;
            }}
          >
            {t("otherDirections")}
          </button>
        )}
        <span class="quiet-text" role="status">
          {query.isLoading && record ? t("computing") : ""}
        </span>
      </div>
      {query.error ? (
        <p>
          {query.error}{" "}
          <button type="button" onClick={() => goToView("train")}>
            {t("viewTrain")}
          </button>
        </p>
      ) : record ? (
        <Landscape record={record} />
      ) : (
        <ComputingStatus />
      )}
    </>
  );
}

function Landscape({ record }: { record: PlaneRecord }) {
  const grid = useMemo(
    () => ({ x: record.alphas, y: record.betas, heights: record.costs }),
    [record],
  );
  const inside = record.path.map(
    ([a, b]) =>
      a >= (record.alphas[0] as number) &&
      a <= (record.alphas.at(-1) as number) &&
      b >= (record.betas[0] as number) &&
      b <= (record.betas.at(-1) as number),
  );
  const path: [number, number][] =
    record.directions === "random" ? [[0, 0]] : record.path.filter((_, i) => inside[i]);
  const costs =
    record.directions === "random"
      ? [record.centre]
      : record.path_costs.filter((_, i) => inside[i]);
  const n = formatCount(record.n_examples);
  return (
    <div class="two-surfaces">
      <ContourChart grid={grid} path={path} label={t("fromAbove")} />
      <SurfaceChart
        grid={grid}
        path={path}
        costs={costs}
        rotation={surfaceRotation}
        label={t("surfaceIn3d")}
      />
      <section class="readings">
        <dl class="facts">
          <dt>{t("costHere")}</dt>
          <dd>
            <ExplainButton
              of={() => ({
                title: t("costHere"),
                value: formatCompact(record.centre),
                tex: `C = \\frac{1}{${record.n_examples}} \\sum_k C_k`,
                text: t("meanOver", { n }),
              })}
            >
              {formatCompact(record.centre)}
            </ExplainButton>
          </dd>
          {record.directions === "path" && (
            <>
              <dt>{t("costBeforeTraining")}</dt>
              <dd>
                <ExplainButton
                  of={() => ({
                    title: t("costBeforeTraining"),
                    value: formatCompact(record.path_costs[0] as number),
                    text: t("pathCostsWhy"),
                    parts: record.path_costs.map((cost, i) => ({
                      name: t("pointNumber", { number: i }),
                      value: formatCompact(cost),
                    })),
                  })}
                >
                  {formatCompact(record.path_costs[0] as number)}
                </ExplainButton>
              </dd>
              <dt>{t("shareOfPath")}</dt>
              <dd>
                <ExplainButton
                  of={() => ({
                    title: t("shareOfPath"),
                    value: formatPercent(record.explained[0] + record.explained[1]),
                    text: t("shareOfPathWhy"),
                    parts: [
                      { name: t("firstAxis"), value: formatPercent(record.explained[0]) },
                      { name: t("secondAxis"), value: formatPercent(record.explained[1]) },
                    ],
                  })}
                >
                  {formatPercent(record.explained[0] + record.explained[1])}
                </ExplainButton>
              </dd>
            </>
          )}
        </dl>
        <p class="quiet-text">{t("planeWhy", { n })}</p>
      </section>
    </div>
  );
}
