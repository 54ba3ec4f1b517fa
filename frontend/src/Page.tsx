/** The page: what stands above every view, and the view itself. */

import { Help, helping } from "./Help";
import type { Opened } from "./messages";
import type { Because } from "./origin/asked";
import { Opens } from "./origin/Opens";
import { OriginPanel } from "./origin/OriginPanel";
import { line } from "./socket";
import {
  asked,
  choose,
  go,
  model,
  models,
  opened,
  problem,
  restarted,
  run,
  runs,
  VIEWS,
  view,
} from "./state";
import { THEMES, type Theme, theme } from "./theme";
import { Tour } from "./tour/Tour";
import { BackpropView } from "./views/backprop/BackpropView";
import { CalculusView } from "./views/calculus/CalculusView";
import { CostView } from "./views/cost/CostView";
import { DescentView } from "./views/descent/DescentView";
import { InsideView } from "./views/inside/InsideView";
import { LearnView } from "./views/learn/LearnView";
import { MoreView } from "./views/more/MoreView";
import { NetworkView } from "./views/network/NetworkView";
import { clock, LANGUAGES, type Language, language, say, whole } from "./words";

const TITLES = {
  network: "viewNetwork",
  learn: "viewTrain",
  cost: "cost",
  descent: "viewDescent",
  backprop: "viewBackprop",
  calculus: "viewCalculus",
  inside: "viewInspect",
  more: "viewAbout",
} as const;

const SHOWN = {
  network: NetworkView,
  learn: LearnView,
  cost: CostView,
  descent: DescentView,
  backprop: BackpropView,
  calculus: CalculusView,
  inside: InsideView,
  more: MoreView,
};

function Shown() {
  const View = SHOWN[view.value];
  return <View />;
}

export function Page() {
  return (
    <>
      <header>
        <h1>
          <a href="/">Backlit</a>
        </h1>
        <nav aria-label={say("views")}>
          {VIEWS.map((name) => (
            <a
              key={name}
              href={`/${name}`}
              aria-current={view.value === name ? "page" : undefined}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                event.preventDefault();
                go(name);
              }}
            >
              {say(TITLES[name])}
            </a>
          ))}
        </nav>
        <About />
        <div class="knobs">
          <label class={view.value === "learn" ? "gone" : ""}>
            <span>{say("model")}</span>
            <select
              value={model.value ? asked.value : (opened.value?.model ?? "")}
              onChange={(event) => choose(event.currentTarget.value)}
            >
              {runs.value?.runs.map(({ name, state }) => (
                <option key={name} value={name} disabled={state === "elsewhere"}>
                  {name}
                </option>
              ))}
              {models.value.map((name) => (
                <option key={name} value={name}>
                  {name === "shipped" ? say("pretrained") : name}
                </option>
              ))}
            </select>
          </label>
          <label>
            <span>{say("theme")}</span>
            <select
              value={theme.value}
              onChange={(event) => {
                theme.value = event.currentTarget.value as Theme;
              }}
            >
              {THEMES.map((name) => (
                <option key={name} value={name}>
                  {say(name)}
                </option>
              ))}
            </select>
          </label>
          <label>
            <span>{say("language")}</span>
            <select
              value={language.value}
              onChange={(event) => {
                language.value = event.currentTarget.value as Language;
                document.documentElement.lang = language.value;
              }}
            >
              {Object.entries(LANGUAGES).map(([code, name]) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <button
            type="button"
            class="round"
            aria-label={say("help")}
            title={say("help")}
            onClick={() => {
              helping.value = true;
            }}
          >
            ?
          </button>
        </div>
      </header>
      <div class="notices" role="status" aria-live="polite">
        {line.value === "lost" && <p class="notice">{say("lostConnection")}</p>}
        {line.value === "strange" && <p class="notice">{say("needsNewLink")}</p>}
        {restarted.value && (
          <p class="notice">
            {say("restarted", { time: clock(restarted.value) })}{" "}
            {run.value && say("runRestored", { run: run.value.name, time: clock(run.value.saved) })}{" "}
            <button
              type="button"
              onClick={() => {
                restarted.value = null;
              }}
            >
              {say("close")}
            </button>
          </p>
        )}
        {runs.value?.problems.map((each) => (
          <p class="notice" key={each}>
            {each}
          </p>
        ))}
        {problem.value && <p class="notice">{problem.value}</p>}
      </div>
      <main>
        <Shown />
      </main>
      <OriginPanel />
      <Tour />
      <Help />
    </>
  );
}

function About() {
  const network = opened.value;
  if (!network) return <p class="about">{say("connecting")}</p>;
  const count = network.weights.reduce((sum, W) => sum + W.length, 0);
  const all = network.biases.reduce((sum, b) => sum + b.length, count);
  return (
    <p class="about">
      <span class="sizes">{network.sizes.join(" → ")} · </span>
      <Opens of={() => countOf(network)}>{say("parameters", { count: whole(all) })}</Opens>
    </p>
  );
}

/** 784 × 16 weights and 16 biases, and so on for each layer. */
function countOf(network: Opened): Because {
  const parts = network.sizes.slice(1).map((size, i) => {
    const before = network.sizes[i] as number;
    return {
      name: say("layerCount", { layer: i + 1, before, size }),
      value: whole(before * size + size),
    };
  });
  const all = network.sizes
    .slice(1)
    .reduce((sum, size, i) => sum + size * ((network.sizes[i] as number) + 1), 0);
  return {
    title: say("parameters", { count: whole(all) }),
    text: say("parametersWhy"),
    parts,
  };
}
