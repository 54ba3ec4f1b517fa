/** A number that a view opens itself. */

import type { Because } from "../../state/explanation";
import { Opens } from "../ExplainButton";
import { Formula } from "../Formula";

export function OfView({ because }: { because: Because }) {
  return (
    <>
      <h2>
        {because.title}
        {because.value !== undefined && <span class="number total"> {because.value}</span>}
      </h2>
      {because.tex && <Formula tex={because.tex} />}
      {because.text && <span>{because.text}</span>}
      {because.parts && (
        <table class="terms">
          <tbody>
            {because.parts.map((part) => (
              <tr key={part.name}>
                <th scope="row">{part.name}</th>
                <td class="number">
                  {part.of ? <Opens of={part.of}>{part.value}</Opens> : part.value}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
