/** The tour's card: what to do now, whether it was done, and the way on. */
import { say } from "../words";
import { done, goToStep, STEPS, tour } from "./steps";

export function Tour() {
  const number = tour.value;
  const step = STEPS[number - 1];
  if (!step) return null;
  const last = number === STEPS.length;
  return (
    <aside class="tour" aria-label={say("theTour")}>
      <div class="row head">
        <span class="quiet-text">
          {say("theTour")} · {number}/{STEPS.length}
        </span>
        <button type="button" aria-label={say("endTour")} onClick={() => goToStep(0)}>
          ×
        </button>
      </div>
      <p aria-live="polite">
        {say(step.text)}
        {done.value && !last && <strong class="tour-done"> ✓ {say("tourDone")}</strong>}
      </p>
      <progress max={STEPS.length} value={number} aria-label={say("theTour")} />
      <div class="row">
        <button type="button" disabled={number === 1} onClick={() => goToStep(number - 1)}>
          ‹ {say("back")}
        </button>
        <button
          type="button"
          class={done.value ? "ready" : ""}
          onClick={() => goToStep(last ? 0 : number + 1)}
        >
          {last ? say("endTour") : done.value ? `${say("tourNext")} ›` : `${say("skip")} ›`}
        </button>
      </div>
    </aside>
  );
}
