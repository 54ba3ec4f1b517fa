/** What a drawing should be: nobody knows its cost before somebody says so. */

import { t } from "../../i18n/translate";
import { label } from "../../state/input";
import { loadedNetwork } from "../../state/model";

export function LabelSelect() {
  return (
    <label class="field">
      {t("shouldBe")}
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
