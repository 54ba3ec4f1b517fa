/** Questions whose answers take a while: whether one waits, and what was wrong with a question. */
import { useEffect, useState } from "preact/hooks";
import { ask } from "../../api";

export interface Slow<Answer> {
  /** The last answer there was. */
  answer: Answer | null;
  waiting: boolean;
  refused: string | null;
}

/** Asked when nothing has changed for a moment, so that a knob can be turned in peace. */
const PATIENCE = 250;

export function useSlow<Answer>(what: string, body: object | null): Slow<Answer> {
  const [now, setNow] = useState<Slow<Answer>>({ answer: null, waiting: true, refused: null });
  const question = body && JSON.stringify(body);
  useEffect(() => {
    setNow(({ answer }) => ({ answer, waiting: true, refused: null }));
    if (question === null) return;
    const giveUp = new AbortController();
    const soon = window.setTimeout(() => {
      ask<Answer>(what, JSON.parse(question), giveUp.signal).then(
        (answer) => setNow({ answer, waiting: false, refused: null }),
        (error: Error) => {
          if (giveUp.signal.aborted) return;
          setNow(({ answer }) => ({ answer, waiting: false, refused: error.message }));
        },
      );
    }, PATIENCE);
    return () => {
      clearTimeout(soon);
      giveUp.abort();
    };
  }, [what, question]);
  return now;
}
