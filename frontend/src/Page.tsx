/** The page: what stands above every view, and the view itself. */
import { OriginPanel } from "./origin/OriginPanel";
import { line } from "./socket";
import { edits, go, model, models, opened, problem, RUN, step, VIEWS, view } from "./state";
import { THEMES, type Theme, theme } from "./theme";
import { BackpropView } from "./views/backprop/BackpropView";
import { CostView } from "./views/cost/CostView";
import { LearnView } from "./views/learn/LearnView";
import { NetworkView } from "./views/network/NetworkView";
import { LANGUAGES, type Language, language, say } from "./words";

const TITLES = {
  network: "viewNetwork",
  learn: "viewLearn",
  cost: "cost",
  backprop: "viewBackprop",
} as const;

function Shown() {
  if (view.value === "learn") return <LearnView />;
  if (view.value === "backprop") return <BackpropView />;
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
              value={model.value || (opened.value?.model ?? "")}
              onChange={(event) => {
                edits.value = [];
                step.value = null;
                model.value = event.currentTarget.value;
              }}
            >
              <option value={RUN}>{say("run")}</option>
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
