// The machine's own Chromium.

import { chromium } from 'playwright-core';

/** Starts it; `keepsPages` is one that keeps pages whole for going back, as people's browsers do. */
export const launch = ({ keepsPages = false } = {}) => chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  // Without the sandbox where there is no user to put into it.
  args: process.getuid() === 0 ? ['--no-sandbox'] : [],
  ignoreDefaultArgs: keepsPages ? ['--disable-back-forward-cache'] : [],
});
