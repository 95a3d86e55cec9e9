// Filling in forms as people do.

/** Fills fields by their ids within a form. */
export async function fill(form, values) {
  for (const [id, value] of Object.entries(values)) {
    const field = form.locator(`#${id}`);
    // Fields that are seldom needed are folded away.
    const folded = field.locator('xpath=ancestor::details[not(@open)]');
    for (let left = await folded.count(); left > 0; left -= 1) await folded.first().locator('> summary').click();
    if (await field.evaluate((element) => element.tagName === 'SELECT')) await field.selectOption(value);
    else await field.fill(value);
  }
}

/** Fills fields, and sends the form. */
export async function submit(form, values) {
  await fill(form, values);
  await form.locator('button[type=submit]').click();
}
