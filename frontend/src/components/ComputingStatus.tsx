/** Shown while an answer is computed, unless it arrives at once. */
import { useEffect, useState } from "preact/hooks";
import { t } from "../i18n/translate";

/** Answers that arrive sooner show nothing. */
const SHOW_AFTER_MS = 250;
/** Seconds after which one wonders how many it were. */
const COUNT_AFTER_S = 2;

interface Props {
  stop?: () => void;
  /** Why there will be no answer. */
  refused?: string | null;
}

export function ComputingStatus({ stop, refused }: Props) {
  const [slow, setSlow] = useState(false);
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SHOW_AFTER_MS);
    const clock = setInterval(() => setSeconds((before) => before + 1), 1000);
    return () => {
      clearTimeout(timer);
      clearInterval(clock);
    };
  }, []);
  if (refused) return <p role="status">{refused}</p>;
  return (
    <p class="quiet-text computing" role="status">
      {slow && t("computing")}{" "}
      {seconds >= COUNT_AFTER_S && (
        <span class="number" aria-hidden="true">
          {seconds} s{" "}
        </span>
      )}
      {slow && stop && (
        <button type="button" onClick={stop}>
          {t("stop")}
        </button>
      )}
    </p>
  );
}
