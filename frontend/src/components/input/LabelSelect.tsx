/** The correct label of a drawing, without which it has no cost. */

import { t } from "../../i18n/translate";
import { label } from "../../state/input";
import { loadedNetwork } from "../../state/model";

export function LabelSelect() {
  return (
    <label class="field">
      {t("correctDigit")}
      <select
        value={label.value === null ? "" : String(label.value)}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          label.value = chosen === "" ? null : Number(chosen);
        }}
      >
        <option value="">–</option>
        {(loadedNetwork.value?.classes ?? []).map((name, index) => (
          <option key={name} value={index}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
