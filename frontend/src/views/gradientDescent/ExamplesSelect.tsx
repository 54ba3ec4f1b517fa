/** The examples that the cost is computed over: the input in view, or the first of a data set. */

import { LabelSelect } from "../../components/input/LabelSelect";
import { formatCount } from "../../i18n/numbers";
import { t } from "../../i18n/translate";
import { inputSource, isInputEmpty, label } from "../../state/input";

import { exampleCount, exampleSet } from "./urlState";

const COUNTS = [10, 100, 1000, 2000];

/** Whether there is something to ask about. */
export function areExamplesChosen(): boolean {
  if (exampleSet.value !== "input") return true;
  return !isInputEmpty.value && (inputSource.value.kind === "example" || label.value !== null);
}

export function ExamplesSelect() {
  return (
    <>
      <label class="field">
        {t("averagedOver")}
        <select
          value={exampleSet.value}
          onChange={(event) => {
            exampleSet.value = event.currentTarget.value as typeof exampleSet.value;
          }}
        >
          <option value="train">{t("ofTraining")}</option>
          <option value="test">{t("ofTest")}</option>
          <option value="input">{t("currentExample")}</option>
        </select>
      </label>
      {exampleSet.value === "input" ? (
        inputSource.value.kind !== "example" && !isInputEmpty.value && <LabelSelect />
      ) : (
        <label class="field">
          {t("howMany")}
          <select
            value={exampleCount.value}
            onChange={(event) => {
              exampleCount.value = Number(event.currentTarget.value);
            }}
          >
            {COUNTS.map((count) => (
              <option key={count} value={count}>
                {formatCount(count)}
              </option>
            ))}
          </select>
        </label>
      )}
    </>
  );
}
