/** The page: what stands above every view, and the view itself. */

import type { NetworkParameters } from "./api/messages";
import { connectionStatus } from "./api/socket";
import { ExplainButton } from "./components/ExplainButton";
import { ExplanationPanel } from "./components/explanation/ExplanationPanel";
import { GlossaryDialog } from "./components/GlossaryDialog";
import { HelpDialog, isHelpOpen } from "./components/HelpDialog";
import { LANGUAGES, type Language, language } from "./i18n/language";
import { formatCount } from "./i18n/numbers";
import { formatTime } from "./i18n/time";
import { t } from "./i18n/translate";
import { errorMessage } from "./state/errors";
import type { Explanation } from "./state/explanation";
import { serverRestartedAt } from "./state/frameHandlers";
import { activeModel, activeRun, loadedNetwork, modelNames, selectedModel } from "./state/model";
import { goToView, selectModel } from "./state/navigation";
import { runList } from "./state/runs";
import { THEMES, type Theme, theme } from "./state/theme";
import { view } from "./state/view";
import { VIEWS } from "./state/viewPaths";
import { TourCard } from "./tour/TourCard";
import { AboutView } from "./views/about/AboutView";
import { BackpropView } from "./views/backprop/BackpropView";
import { CalculusView } from "./views/calculus/CalculusView";
import { CostView } from "./views/cost/CostView";
import { GradientDescentView } from "./views/gradientDescent/GradientDescentView";
import { InspectView } from "./views/inspect/InspectView";
import { NetworkView } from "./views/network/NetworkView";
import { TrainView } from "./views/train/TrainView";

const VIEW_TITLES = {
  network: "viewNetwork",
  train: "viewTrain",
  cost: "cost",
  "gradient-descent": "viewDescent",
  backprop: "viewBackprop",
  calculus: "viewCalculus",
  inspect: "viewInspect",
  about: "viewAbout",
} as const;

const VIEW_COMPONENTS = {
  network: NetworkView,
  train: TrainView,
  cost: CostView,
  "gradient-descent": GradientDescentView,
  backprop: BackpropView,
  calculus: CalculusView,
  inspect: InspectView,
  about: AboutView,
};

function CurrentView() {
  const View = VIEW_COMPONENTS[view.value];
  return <View />;
}

export function Page() {
  return (
    <>
      <header>
        <h1>
          <a href="/">Backlit</a>
        </h1>
        <nav aria-label={t("views")}>
          {VIEWS.map((name) => (
            <a
              key={name}
              href={`/${name}`}
              aria-current={view.value === name ? "page" : undefined}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                event.preventDefault();
                goToView(name);
              }}
            >
              {t(VIEW_TITLES[name])}
            </a>
          ))}
        </nav>
        <NetworkSummary />
        <div class="page-settings">
          <label class={view.value === "train" ? "hidden" : ""}>
            <span>{t("model")}</span>
            <select
              value={selectedModel.value ? activeModel.value : (loadedNetwork.value?.model ?? "")}
              onChange={(event) => selectModel(event.currentTarget.value)}
            >
              {runList.value?.runs.map(({ name, state }) => (
                <option key={name} value={name} disabled={state === "elsewhere"}>
                  {name}
                </option>
              ))}
              {modelNames.value.map((name) => (
                <option key={name} value={name}>
                  {name === "pretrained" ? t("pretrained") : name}
                </option>
              ))}
            </select>
          </label>
          <label>
            <span>{t("theme")}</span>
            <select
              value={theme.value}
              onChange={(event) => {
                theme.value = event.currentTarget.value as Theme;
              }}
            >
              {THEMES.map((name) => (
                <option key={name} value={name}>
                  {t(name)}
                </option>
              ))}
            </select>
          </label>
          <label>
            <span>{t("language")}</span>
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
            class="round-button"
            aria-label={t("help")}
            title={t("help")}
            onClick={() => {
              isHelpOpen.value = true;
            }}
          >
            ?
          </button>
        </div>
      </header>
      <div class="notices" role="status" aria-live="polite">
        {connectionStatus.value === "lost" && <p class="notice">{t("lostConnection")}</p>}
        {connectionStatus.value === "strange" && <p class="notice">{t("needsNewLink")}</p>}
        {serverRestartedAt.value && (
          <p class="notice">
            {t("restarted", { time: formatTime(serverRestartedAt.value) })}{" "}
            {activeRun.value &&
              t("runRestored", {
                run: activeRun.value.name,
                time: formatTime(activeRun.value.saved),
              })}{" "}
            <button
              type="button"
              onClick={() => {
                serverRestartedAt.value = null;
              }}
            >
              {t("close")}
            </button>
          </p>
        )}
        {runList.value?.problems.map((each) => (
          <p class="notice" key={each}>
            {each}
          </p>
        ))}
        {errorMessage.value && <p class="notice">{errorMessage.value}</p>}
      </div>
      <main>
        <CurrentView />
      </main>
      <ExplanationPanel />
      <TourCard />
      <HelpDialog />
      <GlossaryDialog />
    </>
  );
}

function NetworkSummary() {
  const network = loadedNetwork.value;
  if (!network) return <p class="network-summary">{t("connecting")}</p>;
  const count = network.weights.reduce((sum, W) => sum + W.length, 0);
  const all = network.biases.reduce((sum, b) => sum + b.length, count);
  return (
    <p class="network-summary">
      <span class="sizes">{network.sizes.join(" → ")} · </span>
      <ExplainButton of={() => parameterCountExplanation(network)}>
        {t("parameters", { count: formatCount(all) })}
      </ExplainButton>
    </p>
  );
}

/** 784 × 16 weights and 16 biases, and so on for each layer. */
function parameterCountExplanation(network: NetworkParameters): Explanation {
  const parts = network.sizes.slice(1).map((size, i) => {
    const before = network.sizes[i] as number;
    return {
      name: t("layerCount", { layer: i + 1, before, size }),
      value: formatCount(before * size + size),
    };
  });
  const all = network.sizes
    .slice(1)
    .reduce((sum, size, i) => sum + size * ((network.sizes[i] as number) + 1), 0);
  return {
    title: t("parameters", { count: formatCount(all) }),
    text: t("parametersWhy"),
    parts,
  };
}
