/** Selects a weight or bias: the one with the steepest slope, by its neurons, or by a pixel. */

import { useRef } from "preact/hooks";
import type { NetworkParameters } from "../../api/messages";
import type { ChainRuleRecord } from "../../api/records/calculus";
import { GrayscaleImage } from "../../charts/GrayscaleImage";
import { formatCount } from "../../i18n/numbers";
import { t } from "../../i18n/translate";
import { activations } from "../../state/input";

import { type SelectedParameter, selectedParameter } from "./urlState";

interface Props {
  network: NetworkParameters;
  record: ChainRuleRecord;
}

export function ParameterSelect({ network, record }: Props) {
  const { index } = record.parameter;
  // What was chosen last, also while the answer is still that to the question before.
  const { layer, neuron, source } = selectedParameter.value ?? record.parameter;
  const go = (to: Partial<SelectedParameter>) => {
    const next = { layer, neuron, source, ...to };
    const within = (at: number, size: number | undefined) =>
      Math.min(Math.max(at, 0), (size ?? 1) - 1);
    selectedParameter.value = {
      layer: next.layer,
      neuron: within(next.neuron, network.sizes[next.layer]),
      source: next.source === null ? null : within(next.source, network.sizes[next.layer - 1]),
    };
  };
  const names = (of: number) =>
    Array.from({ length: network.sizes[of] as number }, (_, i) =>
      of === network.sizes.length - 1 ? (network.classes[i] ?? String(i)) : String(i),
    );
  return (
    <fieldset class="parameter-select">
      <legend>{t("whichWeight")}</legend>
      <button
        type="button"
        aria-pressed={selectedParameter.value === null}
        onClick={() => {
          selectedParameter.value = null;
        }}
      >
        {t("largestDerivative")}
      </button>
      <Select
        title={t("toLayer")}
        value={layer}
        options={network.sizes.slice(1).map((_, i) => [i + 1, String(i + 1)])}
        choose={(to) => go({ layer: Number(to) })}
      />
      <Select
        title={t("toNeuron")}
        value={neuron}
        options={names(layer).map((name, i) => [i, name])}
        choose={(to) => go({ neuron: Number(to) })}
      />
      {layer > 1 || !network.image_shape ? (
        <Select
          title={t("fromSource")}
          value={source ?? ""}
          options={[["", t("theBias")], ...names(layer - 1).map((name, i): Option => [i, name])]}
          choose={(to) => go({ source: to === "" ? null : Number(to) })}
        />
      ) : (
        <PixelSelect
          shape={network.image_shape}
          source={source}
          choose={(to) => go({ source: to })}
        />
      )}
      <span class="quiet-text">
        {t("parameterNumber")} {formatCount(index)}
      </span>
    </fieldset>
  );
}

type Option = [number | "", string];

function Select(props: {
  title: string;
  value: number | "";
  options: Option[];
  choose: (value: string) => void;
}) {
  return (
    <label class="field">
      {props.title}
      <select
        value={String(props.value)}
        onChange={(event) => props.choose(event.currentTarget.value)}
      >
        {props.options.map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The input's picture, whose pixels can be clicked, and row and column for the keyboard. */
function PixelSelect(props: {
  shape: [number, number];
  source: number | null;
  choose: (source: number | null) => void;
}) {
  const [rows, columns] = props.shape;
  const box = useRef<HTMLButtonElement>(null);
  const at = props.source ?? 0;
  const walk = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    props.choose((at + by + rows * columns) % (rows * columns));
  };
  return (
    <div class="pixel-select">
      <button
        type="button"
        ref={box}
        class="pixel-choice"
        aria-label={`${t("clickPixel")} ${props.source === null ? "" : t("pixel", { row: Math.floor(at / columns), column: at % columns })}`}
        title={t("clickPixel")}
        onKeyDown={walk}
        onClick={(event) => {
          // A key press on a button is a click without a place.
          if (!box.current || event.detail === 0) return;
          const { left, top, width, height } = box.current.getBoundingClientRect();
          const column = Math.floor(((event.clientX - left) / width) * columns);
          const row = Math.floor(((event.clientY - top) / height) * rows);
          const inside = row >= 0 && row < rows && column >= 0 && column < columns;
          if (inside) props.choose(row * columns + column);
        }}
      >
        <GrayscaleImage inputs={activations.value?.inputs} shape={props.shape} />
        {props.source !== null && (
          <span
            class="pixel-marker"
            style={{
              left: `${(100 * (at % columns)) / columns}%`,
              top: `${(100 * Math.floor(at / columns)) / rows}%`,
              width: `${100 / columns}%`,
              height: `${100 / rows}%`,
            }}
          />
        )}
      </button>
      <label class="switch">
        <input
          type="checkbox"
          checked={props.source === null}
          onChange={(event) => props.choose(event.currentTarget.checked ? null : at)}
        />
        {t("theBias")}
      </label>
    </div>
  );
}
