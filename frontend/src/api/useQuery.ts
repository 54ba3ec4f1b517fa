/** Hooks that ask the server for a record, as the command line prints it with --json. */
import { useEffect, useState } from "preact/hooks";
import { sendRequest } from "./http";

export interface Query<Data> {
  /** The last record that arrived; it stays until the next one is there. */
  data: Data | null;
  isLoading: boolean;
  /** Why the server refused, in its own words. */
  error: string | null;
  /** Whether `data` or `error` answers the current request and not the one before. */
  isCurrent: boolean;
}

interface Answer<Data> extends Omit<Query<Data>, "isCurrent"> {
  /** The request that `data` or `error` answers. */
  request: string | null;
}

const NO_ANSWER = { data: null, isLoading: true, error: null, request: null };

/**
 * The answer to a request. The request is sent again whenever `body` or `refreshKey` changes, and
 * not at all while `body` is null.
 *
 * `debounceMs` is how long `body` must stay the same before the request is sent, for answers that
 * take long to compute while a slider is being dragged.
 */
export function useQuery<Data>(
  path: string,
  body: object | null,
  refreshKey?: unknown,
  debounceMs = 0,
): Query<Data> {
  const [answer, setAnswer] = useState<Answer<Data>>(NO_ANSWER);
  const request = body && JSON.stringify(body);
  useEffect(() => {
    if (request === null) {
      setAnswer(NO_ANSWER);
      return;
    }
    const abort = new AbortController();
    const send = () => {
      sendRequest<Data>("POST", path, JSON.parse(request), abort.signal).then(
        (data) => setAnswer({ data, isLoading: false, error: null, request }),
        (error: Error) => {
          if (abort.signal.aborted) return;
          setAnswer(({ data }) => ({ data, isLoading: false, error: error.message, request }));
        },
      );
    };
    let timer = 0;
    if (debounceMs === 0) send();
    else {
      setAnswer((before) => ({ ...before, isLoading: true, error: null }));
      timer = window.setTimeout(send, debounceMs);
    }
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [path, request, refreshKey, debounceMs]);
  const { data, isLoading, error } = answer;
  return { data, isLoading, error, isCurrent: answer.request === request };
}

/** The record alone, where a refused request simply shows nothing. */
export function useQueryData<Data>(
  path: string,
  body: object | null,
  refreshKey?: unknown,
): Data | null {
  return useQuery<Data>(path, body, refreshKey).data;
}

const DEBOUNCE_MS = 250;

/** A query whose answer takes long to compute. */
export function useDebouncedQuery<Data>(path: string, body: object | null): Query<Data> {
  return useQuery<Data>(path, body, undefined, DEBOUNCE_MS);
}
