/** What a drawing should be: nobody knows its cost before somebody says so. */
import { label, opened } from "../../state";
import { say } from "../../words";

export function LabelChoice() {
  return (
    <label class="knob">
      {say("correctDigit")}
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
