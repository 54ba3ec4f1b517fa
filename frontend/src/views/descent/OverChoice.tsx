/** Over which examples the cost is meant: the one in view, or the first so many of the data. */
import { empty, label, shown } from "../../state";
import { say, whole } from "../../words";
import { LabelChoice } from "../network/LabelChoice";
import { examples, over } from "./here";

const COUNTS = [10, 100, 1000, 2000];

/** Whether there is something to ask about. */
export function askable(): boolean {
  if (over.value !== "input") return true;
  return !empty.value && (shown.value.kind === "example" || label.value !== null);
}

export function OverChoice() {
  return (
    <>
      <label class="knob">
        {say("averagedOver")}
        <select
          value={over.value}
          onChange={(event) => {
            over.value = event.currentTarget.value as typeof over.value;
          }}
        >
          <option value="train">{say("ofTraining")}</option>
          <option value="test">{say("ofTest")}</option>
          <option value="input">{say("currentExample")}</option>
        </select>
      </label>
      {over.value === "input" ? (
        shown.value.kind !== "example" && !empty.value && <LabelChoice />
      ) : (
        <label class="knob">
          {say("howMany")}
          <select
            value={examples.value}
            onChange={(event) => {
              examples.value = Number(event.currentTarget.value);
            }}
          >
            {COUNTS.map((count) => (
              <option key={count} value={count}>
                {whole(count)}
              </option>
            ))}
          </select>
        </label>
      )}
    </>
  );
}
