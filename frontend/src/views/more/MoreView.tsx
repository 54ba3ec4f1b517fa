/** Where to learn more: the series in its order with what opens here, and what to read next. */
import { go, type View } from "../../state";
import { goToStep } from "../../tour/steps";
import { say, type Word } from "../../words";
import { SOURCES } from "./sources";

/** The films, and the views that make each of them real. */
const FILMS: readonly { title: Word; text: Word; views: readonly [View, Word][] }[] = [
  { title: "videoOne", text: "videoOneText", views: [["network", "viewNetwork"]] },
  {
    title: "videoTwo",
    text: "videoTwoText",
    views: [
      ["learn", "viewTrain"],
      ["cost", "cost"],
      ["descent", "viewDescent"],
      ["inside", "viewInspect"],
    ],
  },
  { title: "videoThree", text: "videoThreeText", views: [["backprop", "viewBackprop"]] },
  { title: "videoFour", text: "videoFourText", views: [["calculus", "viewCalculus"]] },
];

export function MoreView() {
  return (
    <div class="more-view">
      <section>
        <h2>{say("theSeries")}</h2>
        <p class="lead">{say("seriesLead")}</p>
        <p>
          <button type="button" class="ready" onClick={() => goToStep(1)}>
            {say("startTour")}
          </button>
        </p>
        <ol class="films">
          {FILMS.map(({ title, text, views }) => (
            <li key={title}>
              <h3>{say(title)}</h3>
              <p>{say(text)}</p>
              <p class="film-views">
                {views.map(([view, name]) => (
                  <a
                    key={view}
                    href={`/${view}`}
                    onClick={(event) => {
                      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                      event.preventDefault();
                      go(view);
                    }}
                  >
                    {say(name)}
                  </a>
                ))}
              </p>
            </li>
          ))}
        </ol>
      </section>
      <section>
        <h2>{say("readNext")}</h2>
        <p class="quiet-text">{say("needsInternet")}</p>
        {SOURCES.map(({ title, sources }) => (
          <div key={title}>
            <h3>{say(title)}</h3>
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
                  {source.year && <span class="quiet-text">, {source.year}</span>}.{" "}
                  {say(source.why)}
                </li>
              ))}
            </ul>
          </div>
        ))}
      </section>
    </div>
  );
}
