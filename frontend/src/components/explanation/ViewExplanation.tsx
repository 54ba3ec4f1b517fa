/** An explanation that a view wrote itself. */

import type { Explanation } from "../../state/explanation";
import { ExplainButton } from "../ExplainButton";
import { Formula } from "../Formula";

export function ViewExplanation({ because }: { because: Explanation }) {
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
                  {part.of ? <ExplainButton of={part.of}>{part.value}</ExplainButton> : part.value}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
