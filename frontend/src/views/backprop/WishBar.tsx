/** A wish in a table: an arrow up or down, and a bar for its strength. */
export function WishBar({ value, scaleMax }: { value: number; scaleMax: number }) {
  const share = Math.min(Math.abs(value) / (scaleMax || 1), 1);
  const sign = value < 0 ? "negative" : "positive";
  return (
    <td class="wish-cell" aria-hidden="true">
      <svg class="wish-bar" viewBox="0 0 72 12" aria-hidden="true">
        {share > 0.002 && <path class={sign} d={value < 0 ? "M1 4H9L5 10Z" : "M1 9H9L5 3Z"} />}
        <rect class={sign} x={14} y={2} width={58 * share} height={8} />
      </svg>
    </td>
  );
}
