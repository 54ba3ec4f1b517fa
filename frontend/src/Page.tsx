/** The page: what stands above every view, and the view itself. */
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
import { CostView } from "./views/cost/CostView";
import { LearnView } from "./views/learn/LearnView";
import { NetworkView } from "./views/network/NetworkView";
import { clock, LANGUAGES, type Language, language, say } from "./words";

const TITLES = { network: "viewNetwork", learn: "viewLearn", cost: "cost" } as const;

function Shown() {
  if (view.value === "learn") return <LearnView />;
  return view.value === "cost" ? <CostView /> : <NetworkView />;
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
            {say("model")}
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
                <option key={name}>{name}</option>
              ))}
            </select>
          </label>
          <label>
            {say("theme")}
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
            {say("language")}
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
        </div>
      </header>
      <div class="notices" role="status" aria-live="polite">
        {line.value === "lost" && <p class="notice">{say("lost")}</p>}
        {line.value === "strange" && <p class="notice">{say("strange")}</p>}
        {restarted.value && (
          <p class="notice">
            {say("restarted", { time: clock(restarted.value) })}{" "}
            {run.value && say("asItWas", { run: run.value.name, time: clock(run.value.saved) })}{" "}
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
      {network.sizes.join(" → ")} · {say("parameters", { count: all.toLocaleString("en") })}
    </p>
  );
}
