import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Browser } from 'playwright-core';
import { projectRoot } from '../src/base/project-root.js';
import { fraction, seededRandom } from '../src/base/random.js';
import { percentile, rounded } from './percentile.js';
import { numberIn } from './load/options.js';
import { writeResult } from './provenance.js';
import { StagedConference } from './staged-conference.js';

/**
 * How smoothly the live page of a large conference is scrolled while people talk, come and go and their lines are
 * measured: the time from one frame of the browser to the next.
 */
const USAGE = `usage: node dist/bench/live-page.js [options]
  --participants 300     --seconds 20     --portal dist/portal   the built pages
  --json FILE            results (bench/results/live-page.json when 300 participants or more)`;

const SIZES = { desktop: { width: 1_440, height: 900 }, phone: { width: 360, height: 740 } } as const;
/** As the server tells them, and one who leaves and one who comes each second. */
const TALKING_MS = 200;
const MEASURES_MS = 5_000;
const COMING_MS = 1_000;
const WHEEL_MS = 50;
const WHEEL_PX = 120;
const SEED = 1;
/** A figure for the record. */
const WHOLE = 300;
/** Frames may not be dropped for longer. */
const GAP_MS_MAX = 100;

/** Notes the time between frames while it runs in the page. */
const METER = `
  window.gapsMs = [];
  let last;
  const onFrame = (now) => {
    if (last !== undefined) window.gapsMs.push(now - last);
    last = now;
    requestAnimationFrame(onFrame);
  };
  requestAnimationFrame(onFrame);
`;

const { participants, seconds, portal, jsonFile } = readCommand();
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu'],
});
try {
  const measured = {
    participants,
    seconds,
    seed: SEED,
    desktop: await measure(browser, 'desktop'),
    phone: await measure(browser, 'phone'),
  };
  console.log(JSON.stringify(measured, null, 2));
  if (jsonFile !== undefined) writeResult(jsonFile, measured);
} finally {
  await browser.close();
}

async function measure(browser: Browser, size: keyof typeof SIZES) {
  const stage = await StagedConference.start(portal, participants);
  const page = await browser.newPage({ viewport: SIZES[size], locale: 'zh-CN' });
  const random = seededRandom(SEED);
  const next = (): number => fraction(random);
  const timers: ReturnType<typeof setInterval>[] = [];
  try {
    await page.goto(stage.pageUrl);
    await page
      .locator('[data-participant]')
      .nth(participants - 1)
      .waitFor({ state: 'attached' });
    await page.mouse.move(SIZES[size].width / 3, SIZES[size].height * 0.8);
    await page.evaluate(METER);
    timers.push(
      setInterval(() => stage.talk(next), TALKING_MS),
      setInterval(() => stage.measure(next), MEASURES_MS),
      setInterval(() => stage.replace(next), COMING_MS),
    );
    const endMs = performance.now() + seconds * 1_000;
    for (let step = 0; performance.now() < endMs; step++) {
      // Down for a while, and up again.
      await page.mouse.wheel(0, step % 100 < 60 ? WHEEL_PX : -WHEEL_PX);
      await new Promise((resolve) => {
        setTimeout(resolve, WHEEL_MS);
      });
    }
    const gaps = await page.evaluate<number[]>('window.gapsMs');
    return {
      frames: gaps.length,
      medianMs: rounded(percentile(gaps, 0.5), 1),
      p99Ms: rounded(percentile(gaps, 0.99), 1),
      worstMs: rounded(percentile(gaps, 1), 1),
      [`over${GAP_MS_MAX}Ms`]: gaps.filter((gap) => gap > GAP_MS_MAX).length,
    };
  } finally {
    for (const timer of timers) clearInterval(timer);
    await page.close();
    await stage.close();
  }
}

function readCommand() {
  const { values } = parseArgs({
    options: {
      participants: { type: 'string', default: '300' },
      seconds: { type: 'string', default: '20' },
      portal: { type: 'string', default: 'dist/portal' },
      json: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) {
    console.log(USAGE);
    process.exit(0);
  }
  const participants = numberIn('participants', values.participants, 1, 2_000);
  const whole = participants >= WHOLE ? join(projectRoot, 'bench/results/live-page.json') : undefined;
  return {
    participants,
    seconds: numberIn('seconds', values.seconds, 1, 600),
    portal: join(projectRoot, values.portal),
    jsonFile: values.json ?? whole,
  };
}
