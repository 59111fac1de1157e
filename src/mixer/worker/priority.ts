import { createRequire } from 'node:module';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../base/project-root.js';

/** What the calling thread runs with now; for the log. */
export type ThreadPriority = 'real-time' | 'nice' | 'normal';

interface PriorityAddon {
  /** One above what the process was started with, which is 0 for an ordinary one. 0 or a negative errno. */
  raiseToRealTime(): number;
}

const NICE = -10;
/** In Linux every thread has a nice value of its own, and 0 is the calling one: setpriority(2). */
const THIS_THREAD = 0;

/**
 * Lets the media go before other work on a loaded machine, as far as this process may (CAP_SYS_NICE, or the
 * limits RLIMIT_RTPRIO and RLIMIT_NICE). A nice value counts only among the processes of one session or one
 * control group, so real time is tried first.
 */
export function raiseOwnPriority(): ThreadPriority {
  // Elsewhere the priority would be that of the whole process.
  if (process.platform !== 'linux') return 'normal';
  return raiseToRealTime() ? 'real-time' : setNice() ? 'nice' : 'normal';
}

function raiseToRealTime(): boolean {
  try {
    const addon = createRequire(import.meta.url)(join(projectRoot, 'build', 'huitong.node')) as PriorityAddon;
    return addon.raiseToRealTime() === 0;
  } catch {
    // The addon is not built.
    return false;
  }
}

function setNice(): boolean {
  try {
    setPriority(THIS_THREAD, NICE);
    return true;
  } catch {
    // Not permitted.
    return false;
  }
}
