// What a page does in its own time.

/** Tries again until it holds, for five seconds at most. */
export async function eventually(check) {
  for (const until = Date.now() + 5000; ;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((resolve) => { setTimeout(resolve, 50); });
    }
  }
}
