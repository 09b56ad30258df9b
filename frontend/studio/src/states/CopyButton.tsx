// Copies a text, also where the page is served without TLS and the clipboard API is missing.
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { t } from "../text/text.ts";
import { noticeFailed } from "./notices.tsx";

interface CopyButtonProps {
  text: string;
  label: string;
  className?: string | undefined;
}

export function CopyButton({ text, label, className }: CopyButtonProps) {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = async () => {
    try {
      await copyText(text);
      setCopied(true);
    } catch (error) {
      noticeFailed(label, error);
    }
  };
  return (
    <Tooltip label={isCopied ? t.app.copied : label}>
      <ActionIcon
        variant="default"
        className={className}
        aria-label={isCopied ? t.app.copied : label}
        onClick={copy}
      >
        {isCopied ? <IconCheck size={15} /> : <IconCopy size={15} />}
      </ActionIcon>
    </Tooltip>
  );
}

async function copyText(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const box = document.createElement("textarea");
  box.value = text;
  box.style.position = "fixed";
  box.style.opacity = "0";
  // Inside an open dialog, whose focus trap would take the focus back from anywhere else.
  const place = document.activeElement?.parentElement ?? document.body;
  place.append(box);
  box.select();
  const isCopied = document.execCommand("copy");
  box.remove();
  if (!isCopied) throw new Error(t.errors.unknown);
}
