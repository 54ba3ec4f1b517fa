/** How far the run in view has come: its own curves, or those of several runs side by side. */
import { useMemo } from "preact/hooks";
import { Curves, type Line } from "../../marks/Curves";
import type { Trained, Watching } from "../../messages";
import type { Because } from "../../origin/asked";
import { Opens } from "../../origin/Opens";
import { step } from "../../state";
import { fixed, say, shortPercent, whole } from "../../words";
import { becauseStep } from "./because";
import { beside } from "./beside";
import { SideBySide } from "./SideBySide";

export function Progress({ now, about }: { now: Trained; about: Watching }) {
  return (
    <>
      <Where now={now} about={about} />
      {beside.value.length > 0 ? <SideBySide now={now} /> : <Own now={now} about={about} />}
    </>
  );
}

function Where({ now, about }: { now: Trained; about: Watching }) {
  return (
    <p class="where">
      <Opens of={() => becauseStep(now)}>
        {step.value === null
          ? say("epochOf", { epoch: Math.min(now.epoch + 1, now.epochs), epochs: now.epochs })
          : say("afterStep", { step: whole(now.step) })}
        {now.finished && step.value === null ? ` · ${say("finished")}` : ""}
        {now.position > 0 && step.value === null && (
          <span class="quiet-text">
            {" "}
            {say("position", {
              position: whole(now.position),
              n: whole(about.n_train),
            })}
          </span>
        )}
      </Opens>
    </p>
  );
}

function Own({ now, about }: { now: Trained; about: Watching }) {
  const held = about.n_validation > 0;
  const costs = useMemo(
    () => [
      {
        name: say("miniBatches"),
        colour: "text" as const,
        at: now.cost_steps,
        values: now.costs,
        of: () => ({
          title: `${say("cost")}, ${say("miniBatches")}`,
          tex: `\\frac{1}{${now.batch_size}} \\sum_k C_k`,
          text: say("miniBatchesWhy", { size: now.batch_size }),
        }),
      },
      ...heldOut(held, now.epoch_steps, now.validation_costs, () => ({
        title: `${say("cost")}, ${say("validation")}`,
        tex: `\\frac{1}{${about.n_validation}} \\sum_k C_k`,
        text: say("validationWhy", { n: whole(about.n_validation) }),
      })),
    ],
    [now, held, about],
  );
  const accuracies = useMemo(
    () => [
      {
        name: say("trainingExamplesLine"),
        colour: "positive" as const,
        at: now.epoch_steps,
        values: now.epoch_accuracies,
        of: () => ({
          title: `${say("accuracy")}, ${say("trainingExamplesLine")}`,
          text: say("trainingAccuracyWhy"),
        }),
      },
      ...heldOut(held, now.epoch_steps, now.validation_accuracies, (last) => ({
        title: `${say("accuracy")}, ${say("validation")}`,
        tex: `\\frac{${Math.round(last * about.n_validation)}}{${about.n_validation}}`,
        text: say("accuracyMeans"),
      })),
    ],
    [now, held, about],
  );
  return <CostAndAccuracy costs={costs} accuracies={accuracies} step={now.step} digits={2} />;
}

function heldOut(
  held: boolean,
  at: Float32Array,
  values: Float32Array,
  of: (last: number) => Because,
): Line[] {
  if (!held) return [];
  return [{ name: say("validation"), colour: "negative", dashed: true, at, values, of }];
}

export function CostAndAccuracy(props: {
  costs: Line[];
  accuracies: Line[];
  step: number;
  digits: number;
  highestCost?: number;
  lowestAccuracy?: number;
}) {
  return (
    <>
      <Curves
        title={say("cost")}
        lines={props.costs}
        step={props.step}
        height={210}
        low={0}
        high={props.highestCost}
        show={(value) => fixed(value, props.digits)}
      />
      <Curves
        title={say("accuracy")}
        lines={props.accuracies}
        step={props.step}
        height={210}
        low={props.lowestAccuracy ?? 0}
        high={1}
        show={(value) => shortPercent(value)}
      />
    </>
  );
}
