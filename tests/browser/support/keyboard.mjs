// Somebody who uses the keyboard alone.

/** Presses Tab until the focus is there. */
export async function to(page, selector) {
  for (let presses = 0; presses < 300; presses += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
  }
  throw new Error(`the keyboard does not reach ${selector}`);
}

/** Presses keys on a field. */
export async function press(page, selector, ...keys) {
  await to(page, selector);
  for (const key of keys) await page.keyboard.press(key);
}
