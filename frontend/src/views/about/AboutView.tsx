/** About: the series with the views for each video, the tour, and what to read next. */

import { type TextKey, t } from "../../i18n/translate";
import { goToView } from "../../state/navigation";
import type { View } from "../../state/viewPaths";

import { goToTourStep } from "../../tour/steps";
import { SOURCES } from "./sources";

/** The films, and the views that make each of them real. */
const CHAPTERS: readonly { title: TextKey; text: TextKey; views: readonly [View, TextKey][] }[] = [
  { title: "videoOne", text: "videoOneText", views: [["network", "viewNetwork"]] },
  {
    title: "videoTwo",
    text: "videoTwoText",
    views: [
      ["train", "viewTrain"],
      ["cost", "cost"],
      ["gradient-descent", "viewDescent"],
      ["inspect", "viewInspect"],
    ],
  },
  { title: "videoThree", text: "videoThreeText", views: [["backprop", "viewBackprop"]] },
  { title: "videoFour", text: "videoFourText", views: [["calculus", "viewCalculus"]] },
];

export function AboutView() {
  return (
    <div class="about-view">
      <section>
        <h2>{t("theSeries")}</h2>
        <p class="lead">{t("seriesLead")}</p>
        <p>
          <button type="button" class="primary" onClick={() => goToTourStep(1)}>
            {t("startTour")}
          </button>
        </p>
        <ol class="chapters">
          {CHAPTERS.map(({ title, text, views }) => (
            <li key={title}>
              <h3>{t(title)}</h3>
              <p>{t(text)}</p>
              <p class="chapter-views">
                {views.map(([view, name]) => (
                  <a
                    key={view}
                    href={`/${view}`}
                    onClick={(event) => {
                      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                      event.preventDefault();
                      goToView(view);
                    }}
                  >
                    {t(name)}
                  </a>
                ))}
              </p>
            </li>
          ))}
        </ol>
      </section>
      <section>
        <h2>{t("readNext")}</h2>
        <p class="quiet-text">{t("needsInternet")}</p>
        {SOURCES.map(({ title, sources }) => (
          <div key={title}>
            <h3>{t(title)}</h3>
            <ul class="sources">
              {sources.map((source) => (
                <li key={source.title}>
                  <span class="quiet-text">{source.who}: </span>
                  {source.link ? (
                    <a href={source.link} target="_blank" rel="noreferrer">
                      {source.title}
                    </a>
                  ) : (
                    <em>{source.title}</em>
                  )}
                  {source.year && <span class="quiet-text">, {source.year}</span>}. {t(source.why)}
                </li>
              ))}
            </ul>
          </div>
        ))}
      </section>
    </div>
  );
}
