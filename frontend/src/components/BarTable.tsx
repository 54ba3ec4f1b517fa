/** A table of numbers, each with its name and a bar. */
import type { Explanation } from "../state/explanation";
import { ExplainButton } from "./ExplainButton";

export function BarTable(props: {
  title: string;
  names: string[];
  values: number[];
  show: (value: number) => string;
  /** Where each number comes from. */
  of?: (index: number) => Explanation;
}) {
  const largest = Math.max(...props.values, 1e-12);
  return (
    <table class="terms bars">
      <caption>{props.title}</caption>
      <tbody>
        {props.values.map((value, i) => (
          <tr key={props.names[i]}>
            <th scope="row" class="number">
              {props.names[i]}
            </th>
            <td class="bar">
              <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                <rect class="positive" y={1} width={(100 * value) / largest} height={8} />
              </svg>
            </td>
            <td class="number">
              {props.of ? (
                <ExplainButton of={() => (props.of as (index: number) => Explanation)(i)}>
                  {props.show(value)}
                </ExplainButton>
              ) : (
                props.show(value)
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
