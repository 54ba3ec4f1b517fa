/** The same slope over many examples: what descent goes by. */
import { useAnswer } from "../../api";
import { Formula } from "../../marks/Formula";
import type { Opened } from "../../messages";
import { Opens } from "../../origin/Opens";
import type { about as aboutNow } from "../../state";
import { say, short, whole } from "../../words";
import type { AverageRecord, ChainRuleRecord } from "./records";

const EXAMPLES = 1000;

interface Props {
  network: Opened;
  about: ReturnType<typeof aboutNow>;
  parameter: ChainRuleRecord["parameter"];
}

export function Average({ about, parameter }: Props) {
  const { layer, neuron, source } = parameter;
  const record = useAnswer<AverageRecord>("explain/average", {
    ...about,
    place: { layer, neuron, source },
    examples: EXAMPLES,
  });
  const n = whole(record?.slopes.length ?? EXAMPLES);
  return (
    <section class="average" aria-label={say("averageOfMany", { n })} aria-busy={!record}>
      <h3>{say("averageOfMany", { n })}</h3>
      {record && (
        <>
          <Formula tex={record.latex.symbols} />
          <p>
            {say("averageText", { n })} {say("meanIs")}{" "}
            <Opens
              class="total"
              of={() => ({
                title: say("averageOfMany", { n }),
                value: short(record.mean),
                tex: record.latex.numbers,
                text: say("averageWhy"),
              })}
            >
              {short(record.mean)}
            </Opens>
            , {say("standardDeviation")}{" "}
            <Opens
              of={() => ({
                title: say("standardDeviation"),
                value: short(record.spread),
                text: say("standardDeviationWhy"),
              })}
            >
              {short(record.spread)}
            </Opens>
          </p>
        </>
      )}
    </section>
  );
}
