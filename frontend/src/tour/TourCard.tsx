/** The tour's card: what to do, whether it is done, and the buttons. */
import { t } from "../i18n/translate";
import { goToTourStep, isStepDone, TOUR_STEPS, tourStep } from "./steps";

export function TourCard() {
  const number = tourStep.value;
  const step = TOUR_STEPS[number - 1];
  if (!step) return null;
  const last = number === TOUR_STEPS.length;
  return (
    <aside class="tour" aria-label={t("theTour")}>
      <div class="row panel-head">
        <span class="quiet-text">
          {t("theTour")} · {number}/{TOUR_STEPS.length}
        </span>
        <button type="button" aria-label={t("endTour")} onClick={() => goToTourStep(0)}>
          ×
        </button>
      </div>
      <p aria-live="polite">
        {t(step.text)}
        {isStepDone.value && !last && <strong class="tour-done"> ✓ {t("tourDone")}</strong>}
      </p>
      <progress max={TOUR_STEPS.length} value={number} aria-label={t("theTour")} />
      <div class="row">
        <button type="button" disabled={number === 1} onClick={() => goToTourStep(number - 1)}>
          ‹ {t("back")}
        </button>
        <button
          type="button"
          class={isStepDone.value ? "primary" : ""}
          onClick={() => goToTourStep(last ? 0 : number + 1)}
        >
          {last ? t("endTour") : isStepDone.value ? `${t("tourNext")} ›` : `${t("skip")} ›`}
        </button>
      </div>
    </aside>
  );
}
