// The result as the server draws it, with what is known about the run.
import { Alert, Button, Loader, Skeleton, Text } from "@mantine/core";
import { IconPlayerPlay } from "@tabler/icons-react";
import { ServerDrawing } from "../drawing/ServerDrawing.tsx";
import { s } from "../snippets/text.ts";
import { StateView } from "../states/StateView.tsx";
import { t } from "../text/text.ts";
import { displayIcon } from "./panels/displays.ts";
import classes from "./question.module.css";
import type { Run } from "./useRun.ts";

interface ResultPaneProps {
  run: Run;
  display: string;
  isStale: boolean;
  /** What to do for a first result. */
  idleHint: string;
  onRun: () => void;
  /** How the SQL names the columns of field filters, by tag, where they are named otherwise. */
  aliases: Readonly<Record<string, string>>;
  onAlias: (name: string, alias: string) => void;
}

export function ResultPane(props: ResultPaneProps) {
  const { run, display, isStale, onRun } = props;
  const { result, error, isRunning, wasCancelled } = run;
  return (
    <section className={classes.result} aria-label={t.question.resultRegion} aria-busy={isRunning}>
      {error && !isRunning && (
        <Alert
          color={run.isValueMissing ? "yellow" : "red"}
          role="alert"
          title={run.isValueMissing ? t.question.valueMissing : t.question.failed}
          className={classes.failure}
        >
          <pre className={classes.failureText}>{error}</pre>
          {Object.entries(props.aliases).map(([name, alias]) => (
            <Button
              key={name}
              variant="default"
              size="xs"
              mt="xs"
              onClick={() => {
                props.onAlias(name, alias);
                setTimeout(onRun); // with the alias, which is in the next picture's draft
              }}
            >
              {s.takeAliasFor(alias, `{{${name}}}`)}
            </Button>
          ))}
        </Alert>
      )}
      {wasCancelled && (
        <Text size="sm" c="dimmed" role="status" className={classes.note}>
          {result ? t.question.cancelledKept : t.question.cancelled}
        </Text>
      )}
      <Body {...{ run, display, idleHint: props.idleHint, onRun }} />
      <div className={classes.facts} role="status">
        {isRunning && (
          <Text size="xs" c="dimmed" className={classes.fact}>
            <Loader size={11} /> {t.question.running}
          </Text>
        )}
        {result && !isRunning && !error && (
          <>
            <Text size="xs" c="dimmed">
              {(result.rows_truncated ? t.question.firstRows : t.question.rows)(result.row_count)}
            </Text>
            <Text size="xs" c="dimmed">
              {t.question.took(result.running_time)}
            </Text>
          </>
        )}
        {isStale && !isRunning && (
          <Button
            variant="subtle"
            size="compact-xs"
            leftSection={<IconPlayerPlay size={11} />}
            onClick={onRun}
          >
            {t.question.stale} · {t.question.run}
          </Button>
        )}
      </div>
    </section>
  );
}

type BodyProps = Pick<ResultPaneProps, "run" | "display" | "idleHint" | "onRun">;

function Body({ run, display, idleHint, onRun }: BodyProps) {
  const { result, error, isRunning } = run;
  if (result) {
    return (
      <div
        className={classes.drawing}
        data-display={display}
        data-dimmed={isRunning || Boolean(error) || undefined}
      >
        <ServerDrawing html={result.html} />
      </div>
    );
  }
  if (isRunning) return <Skeleton height={320} radius="md" m="md" w="auto" />;
  if (error) {
    return (
      <div className={classes.note}>
        <Button variant="default" onClick={onRun}>
          {t.app.tryAgain}
        </Button>
      </div>
    );
  }
  return (
    <StateView icon={displayIcon(display)} title={t.question.idleTitle} hint={idleHint} isSmall />
  );
}
