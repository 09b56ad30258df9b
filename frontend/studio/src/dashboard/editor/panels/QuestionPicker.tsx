// Questions to place on the dashboard, found as one types.
import { Text, TextInput, UnstyledButton } from "@mantine/core";
import { useMemo, useState } from "react";
import type { Card } from "../../../api/types.ts";
import { findItems, listItems } from "../../../home/items.ts";
import { displayIcon } from "../../../question/panels/displays.ts";
import { bench } from "../../../text/bench/text.ts";
import classes from "../editor.module.css";
import { Panel } from "./Panel.tsx";

interface QuestionPickerProps {
  questions: Card[];
  onPick: (question: Card) => void;
  onClose: () => void;
}

const MOST = 60;

export function QuestionPicker({ questions, onPick, onClose }: QuestionPickerProps) {
  const [text, setText] = useState("");
  const items = useMemo(() => listItems(questions, []), [questions]);
  const found = findItems(items, "question", text).slice(0, MOST);
  return (
    <Panel title={bench.editor.pickTitle} isFocused onClose={onClose}>
      <TextInput
        aria-label={bench.editor.search}
        placeholder={bench.editor.search}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {found.length === 0 && (
        <Text size="sm" c="dimmed">
          {bench.editor.noQuestions}
        </Text>
      )}
      <ul className={classes.pick}>
        {found.map((item) => {
          const Icon = displayIcon(item.display);
          const question = questions.find((it) => it.id === item.id);
          return (
            <li key={item.id}>
              <UnstyledButton
                className={classes.pickItem}
                onClick={() => question && onPick(question)}
              >
                <Icon size={16} aria-hidden />
                <Text size="sm">{item.name}</Text>
              </UnstyledButton>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
