// One window of a device is the desk. Two would write different events under the same number.

const forever = new Promise(() => {});

/** Comes back once this window is the only one that has the desk; `taken` is called where it has to wait for that. */
export async function alone(desk, taken) {
  const { locks } = navigator;
  // Without locks the journal itself refuses a number that is there already (vault.js).
  if (!locks) return;
  const name = `desk-${desk}`;
  const free = await new Promise((resolve) => {
    locks.request(name, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock ? forever : undefined;
    });
  });
  if (free) return;
  taken();
  await new Promise((resolve) => {
    locks.request(name, () => {
      resolve();
      return forever;
    });
  });
}
