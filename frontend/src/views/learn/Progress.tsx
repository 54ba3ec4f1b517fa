/** How far the run in view has come: its own curves, or those of several runs side by side. */
import { useMemo } from "preact/hooks";
import { Curves, type Line } from "../../marks/Curves";
import type { Trained, Watching } from "../../messages";
import { step } from "../../state";
import { say } from "../../words";
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
      {step.value === null
        ? say("epochOf", { epoch: Math.min(now.epoch + 1, now.epochs), epochs: now.epochs })
        : say("after", { step: now.step.toLocaleString("en") })}
      {now.finished && step.value === null ? ` · ${say("done")}` : ""}
      {now.position > 0 && step.value === null && (
        <span class="quiet-text">
          {" "}
          {say("position", {
            position: now.position.toLocaleString("en"),
            n: about.n_train.toLocaleString("en"),
          })}
        </span>
      )}
    </p>
  );
}

function Own({ now, about }: { now: Trained; about: Watching }) {
  const held = about.n_validation > 0;
  const costs = useMemo(
    () => [
      { name: say("miniBatches"), colour: "text" as const, at: now.cost_steps, values: now.costs },
      ...heldOut(held, now.epoch_steps, now.validation_costs),
    ],
    [now, held],
  );
  const accuracies = useMemo(
    () => [
      {
        name: say("learned"),
        colour: "positive" as const,
        at: now.epoch_steps,
        values: now.epoch_accuracies,
      },
      ...heldOut(held, now.epoch_steps, now.validation_accuracies),
    ],
    [now, held],
  );
  return <CostAndAccuracy costs={costs} accuracies={accuracies} step={now.step} digits={2} />;
}

function heldOut(held: boolean, at: Float32Array, values: Float32Array): Line[] {
  if (!held) return [];
  return [{ name: say("heldOut"), colour: "negative", dashed: true, at, values }];
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
        show={(value) => value.toFixed(props.digits)}
      />
      <Curves
        title={say("accuracy")}
        lines={props.accuracies}
        step={props.step}
        height={210}
        low={props.lowestAccuracy ?? 0}
        high={1}
        show={(value) => `${Number((100 * value).toFixed(1))} %`}
      />
    </>
  );
}
