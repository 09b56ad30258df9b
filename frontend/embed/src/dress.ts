// What the script adds to a page is styled by a file of its own, kept by the browser for good: it is
// no script, and nobody waits for it to read the page.

import address from "./dress.css?url";

let worn: Promise<void> | undefined;

/** Fetched once. Never fails: without its looks a control still works. */
export function wearSheet(): Promise<void> {
  worn ??= fetch(address)
    .then(async (response) => {
      if (!response.ok) return;
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(await response.text());
      document.adoptedStyleSheets.push(sheet);
    })
    .catch(() => {
      worn = undefined; // offline: the next that needs it asks again
    });
  return worn;
}
