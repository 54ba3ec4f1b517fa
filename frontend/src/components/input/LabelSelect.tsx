/** What a drawing should be: nobody knows its cost before somebody says so. */

import { say } from "../../i18n/translate";
import { label, opened } from "../../state/state";

export function LabelChoice() {
  return (
    <label class="knob">
      {say("shouldBe")}
      <select
        value={label.value === null ? "" : String(label.value)}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          label.value = chosen === "" ? null : Number(chosen);
        }}
      >
        <option value="">–</option>
        {(opened.value?.classes ?? []).map((name, index) => (
          <option key={name} value={index}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
