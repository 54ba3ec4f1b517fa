/** Requests to the server's HTTP API. */

/** Send a request; throws the sentence that the server gives as the reason for a refusal. */
export async function sendRequest<Data>(
  method: "POST" | "DELETE",
  path: string,
  body: object | null,
  signal?: AbortSignal,
): Promise<Data> {
  const response = await fetch(`/api/${path}`, {
    method,
    ...(body && { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    ...(signal && { signal }),
  });
  const data = await response.json();
  if (!response.ok) throw new Error(data.error);
  return data as Data;
}
