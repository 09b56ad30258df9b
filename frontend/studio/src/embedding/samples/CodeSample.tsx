// One sample: coloured, with changed parts marked and a button that copies it as it stands.
import { CopyButton } from "../../states/CopyButton.tsx";
import classes from "../embedding.module.css";
import { type Mark, type Part, type Sample, textOf } from "./sample.ts";
import { tokenize } from "./tokens.ts";

interface CodeSampleProps {
  label: string;
  sample: Sample;
  changed: ReadonlySet<Mark>;
  copyLabel: string;
}

export function CodeSample({ label, sample, changed, copyLabel }: CodeSampleProps) {
  return (
    <div className={classes.block}>
      <section className={classes.scroll} aria-label={label}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <pre className={classes.pre} tabIndex={0}>
          <code>
            {sample.map((part, index) => (
              <Words key={partKey(part, index)} part={part} isMarked={isMarked(part, changed)} />
            ))}
          </code>
        </pre>
      </section>
      <CopyButton text={textOf(sample)} label={copyLabel} className={classes.copy} />
    </div>
  );
}

function isMarked({ mark }: Part, changed: ReadonlySet<Mark>): boolean {
  return mark !== undefined && changed.has(mark);
}

/** The text in the key restarts the mark's short flash with every change. */
function partKey(part: Part, index: number): string {
  return part.mark ? `${index}:${part.text}` : String(index);
}

function Words({ part, isMarked }: { part: Part; isMarked: boolean }) {
  const words = <Colours text={part.text} />;
  return isMarked ? <mark>{words}</mark> : words;
}

function Colours({ text }: { text: string }) {
  return tokenize(text).map(({ kind, text: word }, index) =>
    kind === "plain" ? (
      word
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: tokens have no identity but their place
      <span key={index} data-token={kind}>
        {word}
      </span>
    ),
  );
}
