/** Said while an answer is on its way, but not of those that come at once. */
import { useEffect, useState } from "preact/hooks";
import { say } from "../i18n/translate";

/** Milliseconds that nobody needs to be told of. */
const AT_ONCE = 250;
/** Seconds after which one wonders how many it were. */
const LONG = 2;

interface Props {
  stop?: () => void;
  /** Why there will be no answer. */
  refused?: string | null;
}

export function Computing({ stop, refused }: Props) {
  const [slow, setSlow] = useState(false);
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), AT_ONCE);
    const clock = setInterval(() => setSeconds((before) => before + 1), 1000);
    return () => {
      clearTimeout(timer);
      clearInterval(clock);
    };
  }, []);
  if (refused) return <p role="status">{refused}</p>;
  return (
    <p class="quiet-text computing" role="status">
      {slow && say("computing")}{" "}
      {seconds >= LONG && (
        <span class="number" aria-hidden="true">
          {seconds} s{" "}
        </span>
      )}
      {slow && stop && (
        <button type="button" onClick={stop}>
          {say("stop")}
        </button>
      )}
    </p>
  );
}
